import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ledger, and what stands on it: payments, refunds, invoices, and the providers' events. */
export class CreatePayments1763700200000 implements MigrationInterface {
  name = 'CreatePayments1763700200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA payments');
    await runner.query(LEDGER);
    await runner.query(PAYMENTS);
    await runner.query(INVOICES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA payments CASCADE');
  }
}

const LEDGER = `
  CREATE TABLE payments.accounts (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT accounts_pkey PRIMARY KEY,
    kind text NOT NULL CONSTRAINT accounts_kind_known
      CHECK (kind IN ('provider', 'receivable', 'credits', 'escrow', 'promotion', 'issuance')),
    holder text NOT NULL,
    unit text NOT NULL CONSTRAINT accounts_unit_known CHECK (unit ~ '^[A-Z]{3}$' OR unit = 'CREDIT'),
    balance bigint NOT NULL DEFAULT 0,
    CONSTRAINT accounts_holder_unique UNIQUE (kind, holder, unit),
    CONSTRAINT accounts_balance_not_negative CHECK (kind NOT IN ('credits', 'escrow') OR balance >= 0)
  ) WITH (fillfactor = 50);

  CREATE TABLE payments.transfers (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT transfers_pkey PRIMARY KEY,
    reference text NOT NULL CONSTRAINT transfers_reference_unique UNIQUE,
    kind text NOT NULL,
    unit text NOT NULL,
    amount bigint NOT NULL CONSTRAINT transfers_amount_positive CHECK (amount > 0),
    reverses bigint CONSTRAINT transfers_reverses_fkey REFERENCES payments.transfers (id),
    occurred_at timestamptz NOT NULL
  );
  COMMENT ON COLUMN payments.transfers.reference IS 'What moved it, such as payment:17; a second one changes nothing.';

  CREATE TABLE payments.postings (
    transfer_id bigint NOT NULL CONSTRAINT postings_transfer_fkey REFERENCES payments.transfers (id),
    account_id bigint NOT NULL CONSTRAINT postings_account_fkey REFERENCES payments.accounts (id),
    amount bigint NOT NULL CONSTRAINT postings_amount_not_zero CHECK (amount <> 0),
    CONSTRAINT postings_pkey PRIMARY KEY (transfer_id, account_id)
  );
  CREATE INDEX postings_account ON payments.postings (account_id, transfer_id);

  CREATE FUNCTION payments.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION '%.% is append-only', TG_TABLE_SCHEMA, TG_TABLE_NAME
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
  END $$;
  CREATE TRIGGER transfers_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payments.transfers
    FOR EACH STATEMENT EXECUTE FUNCTION payments.refuse_change();
  CREATE TRIGGER postings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payments.postings
    FOR EACH STATEMENT EXECUTE FUNCTION payments.refuse_change();

  -- All postings of a transfer come with one statement, so that none ever stands unbalanced.
  CREATE FUNCTION payments.require_balance() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (
      SELECT FROM added JOIN payments.accounts a ON a.id = added.account_id
        JOIN payments.transfers t ON t.id = added.transfer_id
      GROUP BY added.transfer_id
      HAVING sum(added.amount) <> 0 OR max(abs(added.amount)) > max(t.amount) OR bool_or(a.unit <> t.unit)
    ) THEN
      RAISE EXCEPTION 'The postings of a transfer must sum to zero, in its own unit'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'postings_balanced';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER postings_balanced AFTER INSERT ON payments.postings
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION payments.require_balance();
`;

const PAYMENTS = `
  CREATE TABLE payments.payments (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT payments_pkey PRIMARY KEY,
    booking_id bigint NOT NULL,
    person_id bigint NOT NULL,
    organizer_id bigint,
    event_id bigint,
    title text NOT NULL,
    quantity integer NOT NULL,
    amount_cents integer NOT NULL CONSTRAINT payments_amount_not_negative CHECK (amount_cents >= 0),
    currency text NOT NULL CONSTRAINT payments_currency_known CHECK (currency ~ '^[A-Z]{3}$'),
    method text NOT NULL CONSTRAINT payments_method_known CHECK (method IN ('mock', 'credit_card', 'stripe')),
    provider text NOT NULL,
    status text NOT NULL CONSTRAINT payments_status_known
      CHECK (status IN ('pending', 'completed', 'failed', 'refunded', 'partially_refunded')),
    transaction_id text NOT NULL CONSTRAINT payments_transaction_unique UNIQUE,
    reference_number text NOT NULL DEFAULT '',
    checkout_id text CONSTRAINT payments_checkout_unique UNIQUE,
    checkout_url text,
    applied boolean NOT NULL DEFAULT false,
    returning_cents integer NOT NULL DEFAULT 0,
    refunded_cents integer NOT NULL DEFAULT 0,
    failure_reason text,
    created_at timestamptz NOT NULL,
    processed_at timestamptz,
    refunded_at timestamptz,
    checks integer NOT NULL DEFAULT 0,
    next_check_at timestamptz,
    CONSTRAINT payments_refunds_within_amount
      CHECK (refunded_cents >= 0 AND refunded_cents <= returning_cents AND returning_cents <= amount_cents),
    CONSTRAINT payments_pending_is_checked CHECK (status <> 'pending' OR next_check_at IS NOT NULL),
    CONSTRAINT payments_settled_is_dated CHECK (status = 'pending' OR processed_at IS NOT NULL)
  );
  COMMENT ON COLUMN payments.payments.applied IS
    'The booking counts it. Money that came too late, or a second time, is not applied and goes back.';
  COMMENT ON COLUMN payments.payments.returning_cents IS 'Refunds that are promised or done; refunded_cents are done.';
  CREATE UNIQUE INDEX payments_one_pending_per_booking ON payments.payments (booking_id) WHERE status = 'pending';
  CREATE UNIQUE INDEX payments_one_applied_per_booking ON payments.payments (booking_id) WHERE applied;
  CREATE INDEX payments_booking ON payments.payments (booking_id, id);
  CREATE INDEX payments_person_created ON payments.payments (person_id, created_at, id) INCLUDE (status, method);
  CREATE INDEX payments_event ON payments.payments (event_id) WHERE event_id IS NOT NULL;
  CREATE INDEX payments_processed ON payments.payments (processed_at) WHERE processed_at IS NOT NULL;
  CREATE INDEX payments_due_checks ON payments.payments (next_check_at) WHERE status = 'pending';

  CREATE TABLE payments.refunds (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT refunds_pkey PRIMARY KEY,
    payment_id bigint NOT NULL CONSTRAINT refunds_payment_fkey REFERENCES payments.payments (id),
    amount_cents integer NOT NULL CONSTRAINT refunds_amount_positive CHECK (amount_cents > 0),
    cause text NOT NULL CONSTRAINT refunds_cause_known CHECK (cause IN ('booker', 'organizer', 'admin', 'offer_withdrawn', 'late')),
    actor_id bigint,
    status text NOT NULL CONSTRAINT refunds_status_known CHECK (status IN ('pending', 'completed', 'failed')),
    provider_reference text NOT NULL DEFAULT '',
    failure_reason text,
    attempts integer NOT NULL DEFAULT 0,
    refusals integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    completed_at timestamptz,
    CONSTRAINT refunds_completed_is_dated CHECK ((status = 'completed') = (completed_at IS NOT NULL))
  );
  CREATE INDEX refunds_payment ON payments.refunds (payment_id);
  CREATE INDEX refunds_due ON payments.refunds (next_attempt_at) WHERE status = 'pending';
  CREATE INDEX refunds_completed ON payments.refunds (completed_at) WHERE completed_at IS NOT NULL;

  CREATE TABLE payments.provider_events (
    provider text NOT NULL,
    event_id text NOT NULL,
    kind text NOT NULL,
    received_at timestamptz NOT NULL,
    CONSTRAINT provider_events_pkey PRIMARY KEY (provider, event_id)
  );
`;

const INVOICES = `
  CREATE TABLE payments.invoice_years (
    year integer NOT NULL CONSTRAINT invoice_years_pkey PRIMARY KEY,
    last_number integer NOT NULL
  );

  CREATE TABLE payments.invoices (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT invoices_pkey PRIMARY KEY,
    invoice_number text NOT NULL CONSTRAINT invoices_number_unique UNIQUE,
    kind text NOT NULL CONSTRAINT invoices_kind_known CHECK (kind IN ('invoice', 'credit_note')),
    payment_id bigint NOT NULL CONSTRAINT invoices_payment_fkey REFERENCES payments.payments (id),
    refund_id bigint CONSTRAINT invoices_one_per_refund UNIQUE CONSTRAINT invoices_refund_fkey REFERENCES payments.refunds (id),
    transaction_id text NOT NULL,
    booking_id bigint NOT NULL,
    person_id bigint NOT NULL,
    organizer_id bigint,
    event_title text NOT NULL,
    issued_to text NOT NULL,
    issued_by text NOT NULL,
    lines jsonb NOT NULL,
    total_cents integer NOT NULL,
    currency text NOT NULL,
    issued_at timestamptz NOT NULL,
    sent_at timestamptz,
    CONSTRAINT invoices_note_has_refund CHECK ((kind = 'credit_note') = (refund_id IS NOT NULL))
  );
  CREATE UNIQUE INDEX invoices_one_per_payment ON payments.invoices (payment_id) WHERE kind = 'invoice';
  CREATE INDEX invoices_person_issued ON payments.invoices (person_id, issued_at, id)
    INCLUDE (sent_at, invoice_number, transaction_id);

  CREATE FUNCTION payments.keep_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'UPDATE' AND OLD.sent_at IS NULL AND to_jsonb(NEW) - 'sent_at' = to_jsonb(OLD) - 'sent_at' THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION 'An issued invoice never changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'invoices_immutable';
  END $$;
  CREATE TRIGGER invoices_immutable BEFORE UPDATE OR DELETE ON payments.invoices
    FOR EACH ROW EXECUTE FUNCTION payments.keep_invoice();
`;
