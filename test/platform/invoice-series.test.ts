import { DataSource } from 'typeorm';
import { migrations } from '../../migrations/all.js';
import { BillBySeller1763844100000 } from '../../migrations/1763844100000-bill-by-seller.js';
import { PAYMENTS_INVARIANTS } from '../../src/payments/payments.invariants.js';
import { dataSourceOptions } from '../../src/platform/database/data-source-options.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { createEmptyDatabase, type TestDatabase } from '../support/database.js';

/** As they were issued while all sellers, invoices and credit notes shared one series. */
const ISSUED: [number: string, kind: string, organizerId: number | null][] = [
  ['2025-000001', 'invoice', 7],
  ['2026-000001', 'invoice', 7],
  ['2026-000002', 'invoice', 8],
  ['2026-000003', 'credit_note', 7],
  ['2026-000004', 'invoice', null],
  ['2026-000005', 'invoice', 7],
];

let database: TestDatabase;
let source: DataSource;

beforeAll(async () => {
  database = await createEmptyDatabase();
  const before = migrations.slice(0, migrations.indexOf(BillBySeller1763844100000));
  const options = {
    ...dataSourceOptions(database.url, 2),
    migrations: before,
    migrationsTableName: 'migrations',
  };
  source = await new DataSource(options as never).initialize();
  await source.runMigrations({ transaction: 'each' });
  await source.query(
    `INSERT INTO payments.payments (booking_id, person_id, title, quantity, amount_cents, currency, method,
       provider, status, transaction_id, created_at, processed_at)
     SELECT n, 1, '', 1, 100, 'USD', 'mock', 'simulator', 'completed', 'EVH-' || n, now(), now()
     FROM generate_series(1, $1::int) n`,
    [ISSUED.length],
  );
  await source.query(
    `INSERT INTO payments.refunds (payment_id, amount_cents, cause, status, next_attempt_at, created_at,
       completed_at) VALUES (2, 100, 'organizer', 'completed', now(), now(), now())`,
  );
  for (const [n, [number, kind, organizerId]] of ISSUED.entries())
    await source.query(
      `INSERT INTO payments.invoices (invoice_number, kind, payment_id, refund_id, transaction_id, booking_id,
         person_id, organizer_id, event_title, issued_to, issued_by, lines, total_cents, currency, issued_at)
       VALUES ($1, $2, CASE WHEN $3::boolean THEN 2 ELSE $4::int END, CASE WHEN $3 THEN 1 END, 'x', 1, 1, $5,
         '', 'Ada', 'Olga', '[]', 100, 'USD', now())`,
      [number, kind, kind === 'credit_note', n + 1, organizerId],
    );
  await migrate(database.url);
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

describe('invoices of the series that all sellers shared', () => {
  it('keep their numbers, and each seller goes on after the greatest', async () => {
    const numbers = await source.query('SELECT invoice_number FROM payments.invoices ORDER BY id');
    expect(numbers.map((row: any) => row.invoice_number)).toEqual(ISSUED.map(([number]) => number));
    const series = await source.query(
      'SELECT seller_id, kind, year, begins_after, last_number FROM payments.invoice_series ORDER BY 1, 2, 3',
    );
    expect(series.map(Object.values)).toEqual([
      [0, 'invoice', 2026, 4, 4],
      [7, 'credit_note', 2026, 3, 3],
      [7, 'invoice', 2025, 1, 1],
      [7, 'invoice', 2026, 5, 5],
      [8, 'invoice', 2026, 2, 2],
    ]);
  });

  it('are no gaps of the new ones, which are noticed', async () => {
    const { sql } = PAYMENTS_INVARIANTS.find(({ name }) => name === 'invoice_numbers_with_gaps')!;
    expect(await source.query(sql)).toEqual([]);
    await source.query('UPDATE payments.invoice_series SET last_number = last_number + 1 WHERE seller_id = 8');
    expect(await source.query(sql)).toMatchObject([{ seller_id: 8, kind: 'invoice', year: 2026 }]);
  });
});
