import type { PageProps } from '../page.js';
import type { TicketedBody } from './event-body.js';
import { Cover } from './event-cover.js';
import { EventHead } from './event-head.js';
import { Programme } from './programme.js';
import { Reviews } from './reviews.js';
import { Tickets } from './tickets.js';

/** A ticketed event: what it is, and beside it what can be had or is had of it. */
export function TicketedEvent({ body, page }: PageProps<TicketedBody>) {
  const { event } = body;
  return (
    <article>
      <Cover event={event} page={page} />
      <div class="event">
        <div>
          <EventHead event={event} page={page} />
          <Programme event={event} page={page} />
          <Reviews body={body} page={page} />
        </div>
        <Tickets body={body} page={page} />
      </div>
    </article>
  );
}
