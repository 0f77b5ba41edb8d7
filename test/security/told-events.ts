import {
  BookingCancelled,
  BookingConfirmed,
  BookingExpired,
  BookingHeld,
  SeatOffered,
  type BookingPayload,
} from '../../src/booking/booking.events.js';
import * as collaboration from '../../src/collaboration/collaboration.events.js';
import type { EventType } from '../../src/platform/events/event.js';
import { SlotCreated, SlotDeleted, SlotUpdated } from '../../src/scheduling/scheduling.events.js';
import { factsOf, opennessOf, taskFacts, voteFacts, type PlantedTerms } from '../support/planted-events.js';

const AT = '2035-01-01T09:00:00.000Z';

/** An event that something is said of, with the words it is said in: they come back in the frame. */
export interface Subject {
  id: number;
  organizerId: number;
  /** Whose seats, tasks and slots it is about. */
  personId: number;
  terms: PlantedTerms;
  words: string;
}

/** What may be said: an event's body, a seat, a seat that is withdrawn, a task or vote, or a slot. */
export type About = 'body' | 'end' | 'deletion' | 'seat' | 'withdrawn seat' | 'inside' | 'slot';

export interface Saying {
  about: About;
  event: EventType;
  payload(subject: Subject): object;
}

const facts = ({ id, organizerId, terms, words }: Subject) => ({
  ...factsOf(id, organizerId, terms, words),
  actorId: organizerId,
});
const task = ({ id, organizerId, personId, terms, words }: Subject) => ({
  ...taskFacts(id, organizerId, words, terms),
  ...{ assigneeId: personId, actorId: organizerId, previousAssigneeId: personId, cause: 'left' },
});
const vote = ({ id, organizerId, terms, words }: Subject) => ({
  ...voteFacts(id, organizerId, words, terms),
  ...{ actorId: organizerId, voteId: 1 },
});
const slot = ({ words }: Subject) => ({
  ...{ id: 1, startsAt: AT, endsAt: AT, capacity: 1, taken: 0, createdAt: AT, updatedAt: AT },
  label: { id: 1, name: words, color: '#000000' },
  previous: { startsAt: AT, endsAt: AT },
});
const seat =
  (cause?: string, kind: 'event' | 'slot' = 'event') =>
  ({ id, organizerId, personId, terms, words }: Subject): BookingPayload & { cause?: string } => ({
    ...{ bookingId: 1, kind: kind === 'slot' ? 'slot' : 'ticket', status: 'confirmed', personId, hostId: null },
    ...{ wasConfirmed: true, expiresAt: AT, rescheduleCount: 0, sequence: 0 },
    ...{ refId: id, quantity: 1, priceCents: 0, paidCents: 0, refundedCents: 0, currency: 'USD' },
    ...{ startsAt: AT, endsAt: AT, cause },
    offer: {
      ...{
        kind,
        refId: id,
        title: words,
        label: { id: 1, name: words, color: '#000000' },
        startsAt: AT,
        endsAt: AT,
      },
      ...{
        capacity: 10,
        taken: 1,
        organizerId,
        joinOnly: terms.kind !== 'ticketed',
        calendarChanges: 0,
        createdAt: AT,
        updatedAt: AT,
      },
      ...{ state: (kind === 'event' && terms.state) || 'open', visibility: terms.visibility ?? 'public' },
    },
  });

/** What the events carry besides, each those that it declares. */
const BESIDES = {
  ...{
    actorId: null,
    reason: null,
    changed: [],
    previous: { title: 'Picnic', startsAt: AT, endsAt: AT, timezone: 'UTC', location: '' },
  },
  ...{ totalVotes: 0, results: [], winner: null, endWasTold: false, entryId: 1, expiresAt: AT },
  ...{ previousStartsAt: AT, previousEndsAt: AT, wasOffered: false },
};
const say = (about: About, event: EventType, payload: Saying['payload']): Saying => ({
  ...{ about, event },
  payload: (subject) => {
    const declared = Object.keys(event.schema.properties!);
    return Object.fromEntries(
      Object.entries({ ...BESIDES, ...payload(subject) }).filter(([name]) => declared.includes(name)),
    );
  },
});
const { EventCreated, EventPublished, EventChanged, EventStarted, EventCompleted } = collaboration;

/** One for each relay, and each way it can go; a relay without one fails the proof. */
export const SAYINGS: readonly Saying[] = [
  ...[EventCreated, EventPublished, EventChanged, EventStarted, EventCompleted].map((type) =>
    say('body', type, facts),
  ),
  say('body', collaboration.AgendaChanged, (subject) => ({
    event: factsOf(subject.id, subject.organizerId, subject.terms, subject.words),
    actorId: subject.organizerId,
  })),
  say('end', collaboration.EventCancelled, facts),
  say('deletion', collaboration.EventDeleted, facts),
  say('seat', BookingConfirmed, seat()),
  say('seat', BookingCancelled, seat('booker')),
  say('seat', BookingExpired, seat()),
  say('seat', BookingHeld, seat()),
  say('seat', SeatOffered, seat()),
  say('seat', BookingCancelled, (subject) => ({ ...seat('booker')(subject), wasConfirmed: false })),
  say('withdrawn seat', BookingCancelled, seat('offer_withdrawn')),
  say('inside', collaboration.TaskCreated, task),
  say('inside', collaboration.TaskChanged, task),
  say('inside', collaboration.TaskAssigned, task),
  say('inside', collaboration.TaskUnassigned, task),
  say('inside', collaboration.TaskCompleted, task),
  say('inside', collaboration.TaskDeleted, task),
  say('inside', collaboration.VoteCreated, vote),
  say('inside', collaboration.BallotCast, ({ id, organizerId, terms, words }) => ({
    ...opennessOf(organizerId, terms),
    ...{ voteId: 1, eventId: id, title: words, totalVotes: 1, counted: null },
  })),
  say('inside', collaboration.VoteResultsChanged, vote),
  say('inside', collaboration.VoteEnded, vote),
  say('inside', collaboration.VoteDeleted, vote),
  say('slot', BookingConfirmed, seat(undefined, 'slot')),
  say('slot', BookingCancelled, seat('booker', 'slot')),
  ...[SlotCreated, SlotUpdated, SlotDeleted].map((type) => say('slot', type, slot)),
];
