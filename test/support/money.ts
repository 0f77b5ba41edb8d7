import type { OfferTerms } from '../../src/booking/booking.api.js';
import type { Person } from './people.js';
import { bookTickets, offerTickets } from './tickets.js';
import type { World } from './world.js';

const HOUR_MS = 3_600_000;

/** A priced event, ten days ahead unless `hoursAhead` says otherwise; answers its id. */
export function offerPriced(
  here: World,
  organizer: Person | null,
  { hoursAhead = 240, ...terms }: Partial<OfferTerms> & { hoursAhead?: number } = {},
): Promise<number> {
  const startsAt = new Date(here.clock.now().getTime() + hoursAhead * HOUR_MS);
  const offered = {
    title: 'Test Workshop',
    priceCents: 2999,
    organizerId: organizer?.id ?? null,
    startsAt,
    ...terms,
  };
  return offerTickets(here, { capacity: 1000, ...offered });
}

export interface Paid {
  event: number;
  booking: any;
  payment: any;
}

/** Tickets that were booked and paid with `mock`. */
export async function payTickets(person: Person, event: number, tickets = 1): Promise<Paid> {
  const booking = await bookTickets(person, event, tickets);
  const answer = await pay(person, booking, booking.total_price);
  if (answer.status !== 201) throw new Error(`The payment was refused: ${JSON.stringify(answer.body)}`);
  return { event, booking, payment: answer.body };
}

export function pay(person: Person, booking: { id: number }, amount: unknown = '29.99', more: object = {}) {
  return person.http.post('/api/v1/payments', { booking: booking.id, amount, method: 'mock', ...more });
}

/** What the ledger says an account holds, in minor units; 0 where it was never opened. */
export async function balanceOf(
  here: World,
  kind: string,
  holder: number | string,
  unit = 'USD',
): Promise<number> {
  const sql = 'SELECT balance FROM payments.accounts WHERE kind = $1 AND holder = $2 AND unit = $3';
  return (await here.db.query<{ balance: number }>(sql, [kind, String(holder), unit]))[0]?.balance ?? 0;
}
