import { BookingApi } from '../../src/booking/booking.api.js';
import type {
  EventSnapshot,
  Visibility,
  TaskSnapshot,
  VoteSnapshot,
  VoteResults,
} from '../../src/collaboration/collaboration.events.js';
import type { EventType } from '../../src/platform/events/event.js';
import { Outbox } from '../../src/platform/events/outbox.js';
import type { World } from './world.js';

const HOUR_MS = 3_600_000;

export interface PlantedTerms {
  kind?: EventSnapshot['kind'];
  visibility?: EventSnapshot['visibility'];
  state?: EventSnapshot['state'];
  capacity?: number;
}

/** An event with its seats, put into the database without notifying anybody; answers its id. */
export async function plantEvent(here: World, organizerId: number, terms: PlantedTerms = {}): Promise<number> {
  const { kind = 'gathering', visibility = 'public', state = 'open', capacity = 10 } = terms;
  const startsAt = new Date(here.clock.now().getTime() + 240 * HOUR_MS);
  const endsAt = new Date(startsAt.getTime() + 2 * HOUR_MS);
  return here.db.transaction(async (tx) => {
    const [made] = await tx.query<{ id: number }>(
      `INSERT INTO collaboration.events
         (kind, organizer_id, title, visibility, state, starts_at, ends_at, capacity, cancelled_at, created_at,
           updated_at)
       VALUES ($1, $2, 'Picnic', $3, $4, $5, $6, $7,
         CASE WHEN $4 = 'cancelled' THEN $8::timestamptz END, $8, $8)
       RETURNING id`,
      [kind, organizerId, visibility, state, startsAt, endsAt, capacity, here.clock.now()],
    );
    await here.app.get(BookingApi, { strict: false }).offerSeats(tx, {
      ...{ kind: 'event', refId: made!.id, title: 'Picnic', label: null, state, visibility, capacity },
      ...{ maxPerBooking: kind === 'gathering' ? 1 : 10, priceCents: 0, currency: 'USD', refundPolicy: null },
      ...{ startsAt, endsAt, opensAt: null, closesAt: startsAt, organizerId, joinOnly: kind === 'gathering' },
    });
    return made!.id;
  });
}

/** Takes a seat at once; answers the booking's id. */
export async function takeSeat(here: World, eventId: number, personId: number): Promise<number> {
  const api = here.app.get(BookingApi, { strict: false });
  const offer = { kind: 'event' as const, refId: eventId };
  const wish = { offer, personId, quantity: 1, confirmFree: true };
  return here.db.transaction(async (tx) => (await api.reserveSeats(tx, wish)).id);
}

export async function giveUpSeat(here: World, bookingId: number, personId: number): Promise<void> {
  const api = here.app.get(BookingApi, { strict: false });
  await here.db.transaction((tx) => api.cancel(tx, bookingId, { actorId: personId, cause: 'booker' }));
}

export async function invite(here: World, eventId: number, personId: number): Promise<void> {
  await here.db.query(
    `INSERT INTO collaboration.invitations (event_id, person_id, invited_by, created_at)
      VALUES ($1, $2, 1, now())`,
    [eventId, personId],
  );
}

export async function withdrawInvitations(here: World, eventId: number): Promise<void> {
  await here.db.query('DELETE FROM collaboration.invitations WHERE event_id = $1', [eventId]);
}

/** Shows an event to others than before, drafts too, without notifying anybody. */
export async function openTo(here: World, id: number, visibility: 'public' | 'invited'): Promise<void> {
  await here.db.transaction(async (tx) => {
    const sql = `UPDATE collaboration.events SET state = 'open', visibility = $2 WHERE id = $1`;
    await tx.query(sql, [id, visibility]);
    await here.app.get(BookingApi, { strict: false }).changeOffer(tx, 'event', id, { visibility });
  });
}

/** Removes the event, without notifying anybody. */
export async function removeEvent(here: World, id: number): Promise<void> {
  const sql = 'UPDATE collaboration.events SET deleted_at = $2 WHERE id = $1';
  await here.db.query(sql, [id, here.clock.now()]);
}

/** Says once more all that was said under this name. */
export async function publishAgain(here: World, { name }: { name: string }): Promise<void> {
  const sql =
    'INSERT INTO platform.outbox (name, payload) SELECT name, payload FROM platform.outbox WHERE name = $1';
  await here.db.query(sql, [name]);
}

/** Says that something happened, as the context it happens in would. */
export async function publish<Payload extends object>(here: World, type: EventType<Payload>, payload: Payload) {
  await here.db.transaction((tx) => here.app.get(Outbox, { strict: false }).publish(tx, type, payload));
}

export function opennessOf(organizerId: number, { state, visibility }: PlantedTerms = {}): Visibility {
  const openTo = state === 'draft' ? 'organizer' : visibility === 'invited' ? 'invited' : 'everyone';
  return { openTo, organizerId };
}

function statusOf({ kind, state = 'open' }: PlantedTerms): EventSnapshot['status'] {
  if (state !== 'open') return state;
  return kind === 'ticketed' ? 'published' : 'upcoming';
}

/** What collaboration's events say of an event, its tasks and its votes. */
export function factsOf(
  id: number,
  organizerId: number,
  terms: PlantedTerms = {},
  title = 'Picnic',
): EventSnapshot {
  const at = '2030-01-01T09:00:00.000Z';
  return {
    ...opennessOf(organizerId, terms),
    status: statusOf(terms),
    ...{ id, kind: terms.kind ?? 'gathering', title, description: '', category: null, location: '' },
    ...{ isOnline: false, tags: '', coverImage: null, visibility: terms.visibility ?? 'public' },
    ...{
      state: terms.state ?? 'open',
      startsAt: at,
      endsAt: '2030-01-01T11:00:00.000Z',
      timezone: 'UTC',
      registrationDeadline: null,
    },
    ...{ capacity: 10, taken: 1, priceCents: 0, currency: 'USD', createdAt: at, updatedAt: at },
  };
}

export function taskFacts(
  eventId: number,
  creatorId: number,
  title = 'Bring bread',
  terms: PlantedTerms = {},
): TaskSnapshot {
  const at = '2030-01-01T09:00:00.000Z';
  return {
    ...opennessOf(creatorId, terms),
    ...{ id: 1, eventId, eventTitle: 'Picnic', title, description: '', status: 'pending', priority: 'medium' },
    ...{ dueAt: null, assigneeId: null, creatorId, completedAt: null, createdAt: at, updatedAt: at },
  };
}

export function voteFacts(
  eventId: number,
  creatorId: number,
  title = 'What to eat?',
  terms: PlantedTerms = {},
): VoteSnapshot & VoteResults {
  const at = '2030-01-01T09:00:00.000Z';
  return {
    ...opennessOf(creatorId, terms),
    ...{ id: 1, eventId, eventTitle: 'Picnic', title, description: '', status: 'active', creatorId },
    ...{ multipleChoice: false, endsAt: at, options: [{ id: 1, text: 'Bread' }], createdAt: at },
    ...{ totalVotes: 0, results: [], winner: null },
  };
}
