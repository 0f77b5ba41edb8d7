import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What happens to money at its provider without our asking: refunds made there, and disputes. */
export class KeepDisputes1763831020000 implements MigrationInterface {
  name = 'KeepDisputes1763831020000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE payments.refunds DROP CONSTRAINT refunds_cause_known, ADD CONSTRAINT refunds_cause_known
        CHECK (cause IN ('booker', 'organizer', 'admin', 'offer_withdrawn', 'late', 'provider', 'dispute'));
      CREATE INDEX payments_reference ON payments.payments (reference_number) WHERE reference_number <> '';

      CREATE TABLE payments.disputes (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT disputes_pkey PRIMARY KEY,
        payment_id bigint NOT NULL CONSTRAINT disputes_payment_fkey REFERENCES payments.payments (id),
        provider text NOT NULL,
        reference text NOT NULL,
        amount_cents integer NOT NULL CONSTRAINT disputes_amount_not_negative CHECK (amount_cents >= 0),
        currency text NOT NULL,
        reason text NOT NULL,
        state text NOT NULL CONSTRAINT disputes_state_known CHECK (state IN ('open', 'won', 'lost')),
        opened_at timestamptz NOT NULL,
        closed_at timestamptz,
        CONSTRAINT disputes_reference_unique UNIQUE (provider, reference),
        CONSTRAINT disputes_end_is_dated CHECK ((state = 'open') = (closed_at IS NULL))
      );
      CREATE INDEX disputes_payment ON payments.disputes (payment_id);
      CREATE INDEX disputes_open ON payments.disputes (id) WHERE state = 'open';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE payments.disputes; DROP INDEX payments.payments_reference');
  }
}
