import type { Http } from './http.js';
import type { Person, Sql } from './people.js';
import { SteadyLoad } from './steady-load.js';

export interface Purchase {
  bookingId: number;
  paymentId: number;
  cents: number;
  /** When the payment was acknowledged. */
  at: number;
}

/** Clients that book tickets of one priced event after the other and pay them; everybody goes the same way. */
export class TicketLoad extends SteadyLoad {
  readonly purchases: Purchase[] = [];
  private readonly next = new Map<Person, number>();

  constructor(
    url: string,
    people: Person[],
    private readonly events: readonly number[],
    pauseMs = 0,
  ) {
    super(url, pauseMs);
    this.begin(people);
  }

  protected async turn(http: Http, person: Person): Promise<void> {
    const turn = this.next.get(person) ?? 0;
    this.next.set(person, turn + 1);
    const event = this.events[turn];
    if (event === undefined) throw new Error('The load has run out of events.');
    const booked = await this.created(http, '/api/v1/bookings', { event, number_of_tickets: 1 + (turn % 3) });
    if (!booked) return;
    const { id: booking, total_price: amount } = booked.body;
    const paid = await this.created(http, '/api/v1/payments', { booking, amount, method: 'mock' });
    if (!paid) return;
    const cents = Math.round(Number(amount) * 100);
    this.purchases.push({ bookingId: booking, paymentId: paid.body.id, cents, at: paid.at });
  }
}

/** Published events of this organizer, in ten days, a hundred thousand tickets each; answers their ids. */
export async function plantPriced(db: Sql, organizer: Pick<Person, 'id'>, count: number): Promise<number[]> {
  const rows = await db.query<{ ref_id: number }>(
    `WITH made AS (
       INSERT INTO collaboration.events (kind, organizer_id, title, visibility, state, starts_at, ends_at,
         capacity, price_cents, created_at, updated_at)
       SELECT 'ticketed', $1, 'Workshop ' || n, 'public', 'open', now() + interval '10 days',
         now() + interval '11 days', 100000, 2999, now(), now()
       FROM generate_series(1, $2::int) n
       RETURNING id, title, capacity, price_cents, organizer_id, starts_at, ends_at)
     INSERT INTO booking.offers (kind, ref_id, title, state, visibility, capacity, max_per_booking, price_cents,
       currency, starts_at, ends_at, closes_at, organizer_id, created_at, updated_at)
     SELECT 'event', id, title, 'open', 'public', capacity, 10, price_cents, 'USD', starts_at, ends_at,
       starts_at, organizer_id, now(), now()
     FROM made ORDER BY id RETURNING ref_id`,
    [organizer.id, count],
  );
  return rows.map(({ ref_id }) => ref_id);
}

/** What a database holds of purchases, compared with what clients were told: zeros if all is well. */
export interface PurchaseFaults {
  /** Acknowledged, and not there, completed, with its booking confirmed and its price paid once. */
  payments_lost: number;
  /** Bookings with more than one payment that moved money. */
  paid_twice: number;
  /** Acknowledged payments without exactly one invoice, and numbers that were left out. */
  invoices_wrong: number;
  /** Currencies whose postings do not sum to zero, and transfers missing or without a payment. */
  ledger_wrong: number;
}

export async function faultsOf(db: Sql, purchases: Purchase[]): Promise<PurchaseFaults> {
  const [row] = await db.query<Record<keyof PurchaseFaults, string>>(
    `WITH told AS (SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::int[]) AS t (payment, booking, cents)),
       money AS (SELECT * FROM payments.payments WHERE status NOT IN ('pending', 'failed')),
       numbered AS (SELECT organizer_id, kind, split_part(invoice_number, '-', 1) AS year,
         split_part(invoice_number, '-', 2)::int AS n
         FROM payments.invoices)
     SELECT
       (SELECT count(*) FROM told t WHERE NOT EXISTS (
         SELECT FROM payments.payments p JOIN booking.bookings b ON b.id = p.booking_id
         WHERE p.id = t.payment AND b.id = t.booking AND p.status = 'completed' AND p.applied
         AND p.amount_cents = t.cents
           AND b.status = 'confirmed' AND b.paid_cents = t.cents AND b.refunded_cents = 0)) AS payments_lost,
       (SELECT count(*) FROM (SELECT FROM money GROUP BY booking_id HAVING count(*) > 1) twice) AS paid_twice,
       (SELECT count(*) FROM told t WHERE 1 <> (SELECT count(*) FROM payments.invoices i
         WHERE i.payment_id = t.payment))
         + (SELECT count(*) FROM (
              SELECT FROM numbered GROUP BY organizer_id, kind, year
              HAVING min(n) <> 1 OR max(n) <> count(*) OR count(DISTINCT n) <> count(*)) gaps)
         AS invoices_wrong,
       (SELECT count(*) FROM (SELECT FROM payments.postings p JOIN payments.accounts a ON a.id = p.account_id
          GROUP BY a.unit HAVING sum(p.amount) <> 0) sums)
         + (SELECT count(*) FROM money m
            FULL JOIN (SELECT * FROM payments.transfers WHERE unit <> 'CREDIT') t
              ON t.reference = 'payment:' || m.id
            WHERE m.id IS NULL OR t.id IS NULL OR t.amount <> m.amount_cents) AS ledger_wrong`,
    [purchases.map((p) => p.paymentId), purchases.map((p) => p.bookingId), purchases.map((p) => p.cents)],
  );
  const numbers = Object.entries(row!).map(([name, count]) => [name, Number(count)]);
  return Object.fromEntries(numbers) as PurchaseFaults;
}
