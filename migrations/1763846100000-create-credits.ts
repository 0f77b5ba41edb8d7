import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Credits that people buy, and the free one of everybody who is registered already. */
export class CreateCredits1763846100000 implements MigrationInterface {
  name = 'CreateCredits1763846100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PURCHASES);
    await runner.query(FREE_CREDITS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX payments.accounts_escrow_held; DROP TABLE payments.credit_purchases');
  }
}

const PURCHASES = `
  CREATE TABLE payments.credit_purchases (
    id bigint CONSTRAINT credit_purchases_pkey PRIMARY KEY,
    person_id bigint NOT NULL,
    credits integer NOT NULL CONSTRAINT credit_purchases_credits_sold CHECK (credits BETWEEN 1 AND 1000),
    amount_cents bigint NOT NULL CONSTRAINT credit_purchases_amount_positive CHECK (amount_cents > 0),
    currency text NOT NULL CONSTRAINT credit_purchases_currency_known CHECK (currency ~ '^[A-Z]{3}$'),
    method text NOT NULL
      CONSTRAINT credit_purchases_method_known CHECK (method IN ('mock', 'credit_card', 'stripe')),
    provider text NOT NULL,
    status text NOT NULL
      CONSTRAINT credit_purchases_status_known CHECK (status IN ('pending', 'completed', 'failed')),
    transaction_id text NOT NULL CONSTRAINT credit_purchases_transaction_unique UNIQUE,
    reference_number text NOT NULL DEFAULT '',
    checkout_id text CONSTRAINT credit_purchases_checkout_unique UNIQUE,
    checkout_url text,
    failure_reason text,
    created_at timestamptz NOT NULL,
    processed_at timestamptz,
    checks integer NOT NULL DEFAULT 0,
    next_check_at timestamptz,
    CONSTRAINT credit_purchases_pending_is_checked CHECK (status <> 'pending' OR next_check_at IS NOT NULL),
    CONSTRAINT credit_purchases_settled_is_dated CHECK (status = 'pending' OR processed_at IS NOT NULL)
  );
  COMMENT ON COLUMN payments.credit_purchases.id IS 'From the numbers of payments, so that no number is two things.';
  CREATE INDEX credit_purchases_person ON payments.credit_purchases (person_id, id);
  CREATE INDEX credit_purchases_due ON payments.credit_purchases (next_check_at) WHERE status = 'pending';
  CREATE INDEX accounts_escrow_held ON payments.accounts (id) WHERE kind = 'escrow' AND balance > 0;
`;

const FREE_CREDITS = `
  WITH newcomer AS (
    SELECT id FROM identity.accounts WHERE status <> 'erased'
  ), opened AS (
    INSERT INTO payments.accounts (kind, holder, unit, balance)
    SELECT 'credits', id::text, 'CREDIT', 1 FROM newcomer
    UNION ALL SELECT 'promotion', 'house', 'CREDIT', -(SELECT count(*) FROM newcomer)
    UNION ALL SELECT 'issuance', 'house', 'CREDIT', 0
    RETURNING id, kind, holder
  ), made AS (
    INSERT INTO payments.transfers (reference, kind, unit, amount, occurred_at)
    SELECT 'initial:' || id, 'credit_initial', 'CREDIT', 1, now() FROM newcomer RETURNING id, reference
  )
  INSERT INTO payments.postings (transfer_id, account_id, amount)
  SELECT made.id, opened.id, CASE opened.kind WHEN 'credits' THEN 1 ELSE -1 END
  FROM made JOIN opened ON opened.kind = 'promotion'
    OR (opened.kind = 'credits' AND 'initial:' || opened.holder = made.reference)
`;
