import type { INestApplicationContext } from '@nestjs/common';
import { BookingApi } from '../booking/booking.api.js';
import { IdentityApi } from '../identity/identity.api.js';
import type { Caller } from '../platform/auth/caller.js';
import { Database } from '../platform/database/database.js';
import { decimalFrom } from '../shared/money.js';
import { PaymentsService } from './payments/payments.service.js';

const BUYERS = 5;
const OFFERS = 3;

const UNSOLD = `
  SELECT s.kind, s.ref_id AS "refId" FROM booking.offer_seats s
  WHERE s.state = 'open' AND s.price_cents > 0 AND s.organizer_id IS NOT NULL AND s.starts_at > now()
    AND NOT s.join_only AND NOT EXISTS (SELECT FROM booking.offer_bookings b WHERE b.offer_id = s.offer_id)
  ORDER BY s.starts_at LIMIT ${OFFERS}`;

/** As if they had been paid one after the other over the last eight weeks. */
const SPREAD = `
  UPDATE payments.payments p SET created_at = p.created_at - ago.by, processed_at = p.processed_at - ago.by
  FROM (SELECT id, make_interval(days => (id * 17 % 55)::int) AS by FROM payments.payments) ago
  WHERE ago.id = p.id AND p.id = ANY($ids)`;

/** Sells some tickets, with postings, invoices and mails. What has buyers is left alone. */
export async function createDemoPayments(app: INestApplicationContext, usernames: string[]): Promise<void> {
  const [db, booking, payments, identity] = [
    app.get(Database),
    app.get(BookingApi, { strict: false }),
    app.get(PaymentsService, { strict: false }),
    app.get(IdentityApi, { strict: false }),
  ];
  const offers = await db.query<{ kind: 'event'; refId: number }>(UNSOLD);
  if (offers.length === 0) return;
  const ids: number[] = [];
  for (const username of usernames.slice(-BUYERS)) ids.push(...(await identity.idsByUsername(username, 1)));
  const buyers = [...(await identity.people(ids)).values()];
  const paid: number[] = [];
  for (const [place, offer] of offers.entries())
    for (const buyer of buyers.slice(place)) {
      const terms = { offer, personId: buyer.id, quantity: 1 + (buyer.id % 2), confirmFree: true };
      const { id, priceCents } = await db.transaction((tx) => booking.reserveSeats(tx, terms));
      const request = { booking: id, amount: decimalFrom(priceCents), method: 'mock' } as const;
      paid.push((await payments.pay({ ...buyer } as unknown as Caller, request)).id);
    }
  await db.query(SPREAD, { ids: paid });
}
