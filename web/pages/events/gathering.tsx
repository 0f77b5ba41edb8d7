import type { PageProps } from '../page.js';
import { EventHead } from './event-head.js';
import type { GatheringBody } from './event-body.js';

export function Gathering({ body, page }: PageProps<GatheringBody>) {
  const { event } = body;
  return (
    <article>
      <EventHead event={event} page={page} />
    </article>
  );
}
