import { BookingApi } from '../../src/booking/booking.api.js';
import type { Person } from './people.js';
import type { World } from './world.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

export interface GatheringPlan {
  /** Who takes part beside its creator. */
  participants?: readonly Pick<Person, 'id'>[];
  title?: string;
  visibility?: 'public' | 'invited';
  /** A ticketed event has an organizer who takes no seat. */
  kind?: 'gathering' | 'ticketed';
  state?: 'draft' | 'open';
  startsAt?: Date;
}

/** A gathering with its participants, in three days and open unless the plan says otherwise; answers its id. */
export async function plantGathering(
  here: World,
  creator: Pick<Person, 'id'>,
  plan: GatheringPlan = {},
): Promise<number> {
  const {
    participants = [],
    title = 'Picnic',
    visibility = 'public',
    kind = 'gathering',
    state = 'open',
  } = plan;
  const startsAt = plan.startsAt ?? new Date(here.clock.now().getTime() + 3 * DAY_MS);
  const endsAt = new Date(startsAt.getTime() + 2 * HOUR_MS);
  const booking = here.app.get(BookingApi, { strict: false });
  return here.db.transaction(async (tx) => {
    const [event] = await tx.query<{ id: number }>(
      `INSERT INTO collaboration.events (kind, organizer_id, title, visibility, state, starts_at, ends_at,
        created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) RETURNING id`,
      [kind, creator.id, title, visibility, state, startsAt, endsAt, here.clock.now()],
    );
    await booking.offerSeats(tx, {
      kind: 'event',
      refId: event!.id,
      title,
      label: null,
      state,
      visibility,
      capacity: null,
      maxPerBooking: 10,
      joinOnly: kind === 'gathering',
      priceCents: 0,
      currency: 'USD',
      refundPolicy: null,
      startsAt,
      endsAt,
      opensAt: null,
      closesAt: startsAt,
      organizerId: creator.id,
    });
    const seated = kind === 'gathering' ? [creator, ...participants] : participants;
    for (const { id } of seated) await booking.reserveSeats(tx, seatOf(event!.id, id));
    return event!.id;
  });
}

/** One more takes part. */
export async function joinGathering(here: World, eventId: number, person: Pick<Person, 'id'>): Promise<void> {
  const booking = here.app.get(BookingApi, { strict: false });
  await here.db.transaction((tx) => booking.reserveSeats(tx, seatOf(eventId, person.id)));
}

/** Somebody does not take part any more. */
export async function leaveGathering(here: World, eventId: number, person: Pick<Person, 'id'>): Promise<void> {
  const booking = here.app.get(BookingApi, { strict: false });
  const held = await booking.seatsHeldBy(person.id, 'event', [eventId]);
  await here.db.transaction((tx) =>
    booking.cancel(tx, held.get(eventId)!, { actorId: person.id, cause: 'booker', reason: null }),
  );
}

function seatOf(refId: number, personId: number) {
  const offer = { kind: 'event' as const, refId };
  return { offer, personId, quantity: 1, confirmFree: true };
}

/** Cancels the event and all seats, as its creator. */
export async function cancelGathering(
  here: World,
  eventId: number,
  creator: Pick<Person, 'id'>,
): Promise<void> {
  const booking = here.app.get(BookingApi, { strict: false });
  await here.db.transaction(async (tx) => {
    await tx.query(`UPDATE collaboration.events SET state = 'cancelled', cancelled_at = $2 WHERE id = $1`, [
      eventId,
      here.clock.now(),
    ]);
    await booking.withdrawOffer(tx, 'event', eventId, { actorId: creator.id, reason: null });
  });
}
