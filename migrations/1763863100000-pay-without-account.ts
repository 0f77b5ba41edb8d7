import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who booked without an account pays by the link of the booking, and is known by the name given there. */
export class PayWithoutAccount1763863100000 implements MigrationInterface {
  name = 'PayWithoutAccount1763863100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE payments.payments
        ALTER COLUMN person_id DROP NOT NULL,
        ADD COLUMN payer_name text,
        ADD CONSTRAINT payments_payer_known CHECK ((person_id IS NULL) = (payer_name IS NOT NULL));
      ALTER TABLE payments.invoices ALTER COLUMN person_id DROP NOT NULL;
      COMMENT ON COLUMN payments.payments.payer_name IS 'Of who paid without an account.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE payments.payments
        DROP CONSTRAINT payments_payer_known, DROP COLUMN payer_name, ALTER COLUMN person_id SET NOT NULL;
      ALTER TABLE payments.invoices ALTER COLUMN person_id SET NOT NULL;
    `);
  }
}
