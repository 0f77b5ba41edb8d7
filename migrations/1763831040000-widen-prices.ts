import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS: Record<string, string[]> = {
  'collaboration.events': ['price_cents'],
  'booking.offers': ['price_cents'],
  'booking.bookings': ['price_cents', 'paid_cents', 'refunded_cents'],
  'payments.payments': ['amount_cents', 'returning_cents', 'refunded_cents'],
  'payments.refunds': ['amount_cents'],
  'payments.disputes': ['amount_cents'],
  'payments.invoices': ['total_cents'],
};
const VIEWS = ['booking.offer_seats', 'booking.offer_bookings'];

/** Ten tickets of twelve digits are more than an integer holds. Views are made again as they were. */
export class WidenPrices1763831040000 implements MigrationInterface {
  name = 'WidenPrices1763831040000';

  async up(runner: QueryRunner): Promise<void> {
    const views: { text: string; name: string }[] = [];
    for (const name of VIEWS) {
      const [row] = (await runner.query('SELECT pg_get_viewdef($1::regclass) AS text', [name])) as {
        text: string;
      }[];
      views.push({ name, text: row!.text });
    }
    await runner.query(`DROP VIEW ${VIEWS.join(', ')}`);
    for (const [table, columns] of Object.entries(COLUMNS))
      await runner.query(
        `ALTER TABLE ${table} ${columns.map((name) => `ALTER ${name} TYPE bigint`).join(', ')}`,
      );
    for (const { name, text } of views) await runner.query(`CREATE VIEW ${name} AS ${text}`);
  }

  /** What is wider than before stays so. */
  async down(): Promise<void> {}
}
