import { definePage, type PageContext, type PageProps } from '../page.js';
import { isTicketed, type EventBody, type TicketedBody } from './event-body.js';
import { Gathering } from './gathering.js';
import { TicketedEvent } from './ticketed.js';

export const EventPage = definePage<EventBody>({
  title: ({ body }) => body.event.title,
  View: EventOfEitherKind,
  island: (props) =>
    isTicketed(props.body)
      ? islandOf(props.body, props.page)
      : { name: 'gathering', messages: ['gathering.updated'] },
  width: 'wide',
});

const WORDS = ['event.buy', 'event.take', 'event.left', 'event.seats_said', 'event.changed', 'event.reload'];

function islandOf({ event }: TicketedBody, { language }: PageContext) {
  const facts = { language, id: event.id, all: event.max_attendees, status: event.status };
  return { name: 'event', messages: [...WORDS, 'event.for_you', 'events.full'], facts };
}

function EventOfEitherKind({ body, page }: PageProps<EventBody>) {
  return isTicketed(body) ? <TicketedEvent body={body} page={page} /> : <Gathering body={body} page={page} />;
}
