import { withClient } from './cluster.js';
import type { Signed } from '../load/order.js';

/** One in so many rows is the busy person's. */
const BUSY_SHARE = 40;
const PEOPLE = 100_000;

/** A million payments, invoices, notifications and reviews, of each 25,000 the busy person's. */
export async function seedManyPayments(databaseUrl: string, busy: Signed, rows: number): Promise<void> {
  const person = `CASE WHEN n % ${BUSY_SHARE} = 0 THEN $1::bigint ELSE 1000000 + n % ${PEOPLE} END`;
  const at = `now() - make_interval(secs => (n::bigint * 7919) % 8640000)`;
  await withClient(databaseUrl, async (client) => {
    await client.query(
      `INSERT INTO payments.payments (booking_id, person_id, organizer_id, event_id, title, quantity,
        amount_cents, currency, method, provider, status, transaction_id, applied, created_at, processed_at)
       SELECT n, ${person}, 7, 1 + n % 5000, 'Workshop ' || (1 + n % 5000), 1, 2999, 'USD', 'mock', 'simulator',
         'completed',
         'EVH-' || lpad(n::text, 12, '0'), true, ${at}, ${at}
       FROM generate_series(1, $2::int) n`,
      [busy.id, rows],
    );
    await client.query(
      `INSERT INTO payments.invoices (invoice_number, kind, payment_id, transaction_id, booking_id, person_id,
        organizer_id, event_title, issued_to, issued_by, lines, total_cents, currency, issued_at)
       SELECT '2026-' || lpad(id::text, 7, '0'), 'invoice', id, transaction_id, booking_id, person_id,
         organizer_id, title,
         'Pat', 'Olga', '[]', amount_cents, currency, created_at
       FROM payments.payments`,
    );
    await client.query(
      `INSERT INTO messaging.notifications (person_id, kind, subject, occurrence, title, message, event_id,
        event_title, related_id, in_app, read_at, created_at, updated_at)
       SELECT ${person}, (ARRAY['booking_confirmation', 'event_update', 'payment_received'])[1 + n % 3],
         'booking:' || n, '',
         'Notice', 'Something happened.', 1 + n % 5000, 'Workshop ' || (1 + n % 5000), n, true,
         CASE WHEN n % 10 > 0 THEN now() END, ${at}, ${at}
       FROM generate_series(1, $2::int) n`,
      [busy.id, rows],
    );
    await client.query(
      `INSERT INTO collaboration.events (kind, organizer_id, title, visibility, state, starts_at, ends_at,
        created_at, updated_at)
       SELECT 'ticketed', 7, 'Workshop ' || n, 'public', 'open', now() + interval '9 days',
         now() + interval '10 days', now(), now()
       FROM generate_series(1, $1::int) n`,
      [rows / 200],
    );
    await client.query(
      `INSERT INTO collaboration.reviews (subject_kind, subject_id, author_id, reviewee_id, rating, title, body,
        created_at, updated_at)
       SELECT 'event', 1 + n % ($2::int / 200),
         CASE WHEN n <= $2::int / 200 THEN $1::bigint ELSE 1000000 + n END, 7, 1 + n % 5, 'Good ' || n, 'Fine.',
           ${at}, ${at}
       FROM generate_series(1, $2::int) n`,
      [busy.id, rows],
    );
    await client.query(
      `VACUUM ANALYZE payments.payments, payments.invoices, messaging.notifications, collaboration.events,
        collaboration.reviews`,
    );
    await client.query('CHECKPOINT');
  });
}
