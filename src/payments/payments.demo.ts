import type { INestApplicationContext } from '@nestjs/common';
import { BookingApi } from '../booking/booking.api.js';
import { IdentityApi, type Person } from '../identity/identity.api.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { Clock } from '../shared/clock.js';
import { BillingRepository } from './billing/billing.repository.js';
import { CREDIT_UNIT, creditsOf, escrowOf } from './credits/credits.rules.js';
import { EscrowService } from './credits/escrow.service.js';
import { LedgerService } from './ledger/ledger.service.js';
import { InvoicesRepository } from './invoices/invoices.repository.js';
import { accountsOf, transferReferenceOf } from './model/payment-accounts.rules.js';
import { PaymentsRepository } from './model/payments.repository.js';
import { newTransactionId } from './model/transaction-id.rules.js';
import { SettlementService } from './payments/settlement.service.js';
import { FakePaymentProvider } from './providers/fake-payment-provider.adapter.js';

interface Sold {
  kind: 'event';
  refId: number;
  organizerId: number;
}

/** A booking that is paid, as of when it was made. */
export interface DemoSale {
  bookingId: number;
  bookedAt: Date;
  personId: number;
  organizerId: number;
  title: string;
  priceCents: number;
  currency: string;
  startsAt: Date;
  endsAt: Date;
  zone: string;
}

const BUYERS = 5;
const OFFERS = 3;

const UNSOLD = `
  SELECT s.kind, s.ref_id AS "refId", s.organizer_id AS "organizerId" FROM booking.offer_seats s
  WHERE s.state = 'open' AND s.price_cents > 0 AND s.organizer_id IS NOT NULL AND s.starts_at > now()
    AND NOT s.join_only AND NOT EXISTS (SELECT FROM booking.offer_bookings b WHERE b.offer_id = s.offer_id)
  ORDER BY s.starts_at LIMIT ${OFFERS}`;

/** Sellers who have said who they are, so that theirs are invoices. */
const SELLERS = `
  SELECT p.id, p.full_name AS "legalName" FROM identity.people p
  WHERE p.username::text = ANY(ARRAY['olivia', 'solyoga', 'stanne'])
    AND NOT EXISTS (SELECT FROM payments.billing b WHERE b.person_id = p.id)`;
const PLACES = { address: 'Calle del Sol 8, 28004 Madrid', country: 'ES', taxId: 'ESB12345674' };

/** A meeting each that took place, of guests who have a credit left. */
const UNPAID = `
  SELECT DISTINCT ON (b.person_id) b.booking_id AS id, b.person_id AS "personId"
  FROM booking.time_bookings b
  JOIN identity.people p ON p.id = b.person_id AND p.username::text = ANY($usernames)
  JOIN payments.accounts a ON a.kind = 'credits' AND a.holder = b.person_id::text AND a.balance > 0
  WHERE b.kind = 'meeting' AND b.status = 'completed' AND b.settled_at IS NULL
  ORDER BY b.person_id, b.booking_id`;

/** As if they had been paid one after the other over the last eight weeks. */
const SPREAD = `
  UPDATE payments.payments p SET created_at = p.created_at - ago.by, processed_at = p.processed_at - ago.by
  FROM (SELECT id, make_interval(days => (id * 17 % 55)::int) AS by FROM payments.payments) ago
  WHERE ago.id = p.id AND p.id = ANY($ids)`;

/** Lets guests have spent their credit on the meetings that took place. */
export async function createDemoCredits(app: INestApplicationContext, usernames: string[]): Promise<void> {
  const db = app.get(Database);
  const ledger = app.get(LedgerService, { strict: false });
  const escrow = app.get(EscrowService, { strict: false });
  for (const { id, personId } of await db.query<{ id: number; personId: number }>(UNPAID, { usernames }))
    await db.transaction(async (tx) => {
      await ledger.transfer(tx, {
        ...{ reference: `spent:${id}:demo`, kind: 'credit_spent', amount: 1, unit: CREDIT_UNIT },
        ...{ from: creditsOf(personId), to: escrowOf(id) },
      });
      await escrow.settle(tx, id);
    });
}

/** Sells some tickets, with postings, invoices and mails. What has buyers is left alone. */
export async function createDemoPayments(app: INestApplicationContext, usernames: string[]): Promise<void> {
  const [db, identity] = [app.get(Database), app.get(IdentityApi, { strict: false })];
  const offers = await db.query<Sold>(UNSOLD);
  if (offers.length === 0) return;
  const ids: number[] = [];
  for (const username of usernames.slice(-BUYERS)) ids.push(...(await identity.idsByUsername(username, 1)));
  const people = await identity.people([...ids, ...offers.map(({ organizerId }) => organizerId)]);
  const billing = app.get(BillingRepository, { strict: false });
  const at = app.get(Clock).now();
  await db.transaction(async (tx) => {
    for (const { id, legalName } of await tx.query<{ id: number; legalName: string }>(SELLERS))
      await billing.save(tx, id, { legalName, ...PLACES }, at);
    const paid: number[] = [];
    for (const [place, offer] of offers.entries())
      for (const buyer of ids.slice(place)) paid.push(await sell(app, tx, offer, people, buyer));
    await tx.query(SPREAD, { ids: paid });
  });
}

/** Answers the payment's id. */
async function sell(
  app: INestApplicationContext,
  tx: Tx,
  { kind, refId, organizerId }: Sold,
  people: Map<number, Person>,
  personId: number,
): Promise<number> {
  const [booking, payments, settlement, provider] = [
    app.get(BookingApi, { strict: false }),
    app.get(PaymentsRepository, { strict: false }),
    app.get(SettlementService, { strict: false }),
    app.get(FakePaymentProvider, { strict: false }),
  ];
  const terms = { offer: { kind, refId }, personId, quantity: 1 + (personId % 2), confirmFree: true };
  const { id: bookingId, quantity, priceCents, currency, offer } = await booking.reserveSeats(tx, terms);
  const createdAt = app.get(Clock).now();
  const payment = await payments.insert(tx, {
    ...{ bookingId, personId, payerName: null, organizerId, eventId: refId, title: offer!.title, quantity },
    ...{ amountCents: priceCents, currency, method: 'mock', provider: provider.name, billing: null },
    ...{ transactionId: newTransactionId(), checkoutId: null, checkoutUrl: null },
    ...{ createdAt, nextCheckAt: createdAt },
  });
  const [payer, seller] = [people.get(personId)!.fullName, people.get(organizerId)!.fullName];
  const held = {
    booking: await booking.lockBooking(tx, bookingId, { toPay: true }),
    parties: { payer, seller },
  };
  return (await settlement.settle(tx, payment, await provider.pay(), held)).id;
}

/** Papers and postings of what was paid, one after the other, without a word to anybody. */
export async function payDemoTimes(
  app: INestApplicationContext,
  tx: Tx,
  sales: readonly DemoSale[],
): Promise<void> {
  const [payments, ledger, invoices, provider] = [
    app.get(PaymentsRepository, { strict: false }),
    app.get(LedgerService, { strict: false }),
    app.get(InvoicesRepository, { strict: false }),
    app.get(FakePaymentProvider, { strict: false }),
  ];
  const ids = sales.flatMap(({ personId, organizerId }) => [personId, organizerId]);
  const people = await app.get(IdentityApi, { strict: false }).people([...new Set(ids)]);
  const inTurn = sales.toSorted((one, other) => one.bookedAt.getTime() - other.bookedAt.getTime());
  for (const { bookedAt: at, priceCents: cents, startsAt, endsAt, zone, ...sold } of inTurn) {
    const pending = await payments.insert(tx, {
      ...{ ...sold, payerName: null, eventId: null, quantity: 1, amountCents: cents, method: 'mock' },
      ...{ provider: provider.name, transactionId: newTransactionId(), checkoutId: null, checkoutUrl: null },
      ...{ createdAt: at, nextCheckAt: at },
    });
    const { reference } = await provider.pay();
    const payment = await payments.complete(tx, pending.id, reference, true, at);
    const { provider: from, receivable: to } = accountsOf(payment);
    const moved = { from, to, amount: cents, unit: sold.currency };
    await ledger.transfer(tx, { reference: transferReferenceOf(payment), kind: 'payment', ...moved });
    const [payer, seller] = [people.get(sold.personId)!.fullName, people.get(sold.organizerId)!.fullName];
    const supply = { from: startsAt.toISOString(), until: endsAt.toISOString(), zone };
    const line = { description: sold.title, quantity: 1, unitCents: cents, amountCents: cents };
    await invoices.issue(tx, payment, { payer, seller, supply, taxRate: 0 }, [line], at);
  }
}
