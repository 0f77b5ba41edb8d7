import { definePage, type PageProps } from '../page.js';
import { isTicketed, type EventBody } from './event-body.js';
import { Gathering } from './gathering.js';
import { TicketedEvent } from './ticketed.js';

export const EventPage = definePage<EventBody>({
  title: ({ body }) => body.event.title,
  View: EventOfEitherKind,
  width: 'wide',
});

function EventOfEitherKind({ body, page }: PageProps<EventBody>) {
  return isTicketed(body) ? <TicketedEvent body={body} page={page} /> : <Gathering body={body} page={page} />;
}
