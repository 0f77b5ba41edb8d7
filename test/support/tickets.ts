import { BookingApi, type OfferTerms } from '../../src/booking/booking.api.js';
import type { Person } from './people.js';
import type { World } from './world.js';

const HOUR_MS = 3_600_000;
/** Apart from the events that collaboration makes. */
let refId = 5_000_000;

/** Ten free seats of a published event without its event, ten days ahead; answers the event’s id. */
export async function offerTickets(here: World, terms: Partial<OfferTerms> = {}): Promise<number> {
  const id = ++refId;
  const startsAt = terms.startsAt ?? new Date(here.clock.now().getTime() + 240 * HOUR_MS);
  await here.db.transaction((tx) =>
    here.app.get(BookingApi, { strict: false }).offerSeats(tx, {
      kind: 'event',
      refId: id,
      title: 'Test Workshop',
      label: null,
      state: 'open',
      visibility: 'public',
      capacity: 10,
      maxPerBooking: 10,
      priceCents: 0,
      currency: 'USD',
      refundPolicy: null,
      startsAt,
      endsAt: new Date(startsAt.getTime() + HOUR_MS),
      opensAt: null,
      closesAt: startsAt,
      organizerId: null,
      joinOnly: false,
      ...terms,
    }),
  );
  return id;
}

/** An event whose only ticket is gone. */
export async function fullEvent(here: World): Promise<number> {
  const event = await offerTickets(here, { capacity: 1 });
  const offer = { kind: 'event' as const, refId: event };
  const wish = { offer, personId: 4_711_000, quantity: 1, confirmFree: true };
  await here.app.get(BookingApi, { strict: false }).bookSeats(wish, () => null);
  return event;
}

/** Tickets of an event, as somebody books them. */
export async function bookTickets(person: Person, event: number, tickets = 1): Promise<any> {
  const answer = await person.http.post('/api/v1/bookings', { event, number_of_tickets: tickets });
  if (answer.status !== 201) throw new Error(`The booking was refused: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
