import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who sells and who buys, the tax in the price, and numbers that each seller has of their own. */
export class BillBySeller1763844100000 implements MigrationInterface {
  name = 'BillBySeller1763844100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(BILLING);
    await runner.query(SERIES);
    await runner.query(TAX_RATES);
  }

  /** Numbers are unique by seller now, so there is no way back to one series for all. */
  async down(): Promise<void> {}
}

const BILLING = `
  CREATE TABLE payments.billing (
    person_id bigint NOT NULL CONSTRAINT billing_pkey PRIMARY KEY,
    legal_name text NOT NULL DEFAULT '',
    address text NOT NULL DEFAULT '',
    country text NOT NULL DEFAULT '' CONSTRAINT billing_country_is_a_code CHECK (country ~ '^([A-Z]{2})?$'),
    tax_id text NOT NULL DEFAULT '',
    updated_at timestamptz NOT NULL
  );

  ALTER TABLE payments.payments ADD billing jsonb;
  COMMENT ON COLUMN payments.payments.billing IS 'The buyer of this purchase; without it, what the payer has saved.';

  ALTER TABLE payments.invoices
    ADD seller jsonb,
    ADD buyer jsonb,
    ADD supply jsonb,
    ADD tax_rate integer NOT NULL DEFAULT 0,
    ADD tax_cents bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT invoices_tax_within_total CHECK (tax_cents * sign(total_cents) BETWEEN 0 AND abs(total_cents));
`;

// What is issued keeps its number; each series goes on after the greatest that its seller has.
const SERIES = `
  ALTER TABLE payments.invoices DROP CONSTRAINT invoices_number_unique;
  ALTER TABLE payments.invoices ADD CONSTRAINT invoices_number_unique
    UNIQUE NULLS NOT DISTINCT (organizer_id, kind, invoice_number);

  CREATE TABLE payments.invoice_series (
    seller_id bigint NOT NULL,
    kind text NOT NULL,
    year integer NOT NULL,
    begins_after integer NOT NULL DEFAULT 0,
    last_number integer NOT NULL,
    CONSTRAINT invoice_series_pkey PRIMARY KEY (seller_id, kind, year)
  );
  COMMENT ON COLUMN payments.invoice_series.seller_id IS 'Zero: the platform itself.';
  COMMENT ON COLUMN payments.invoice_series.begins_after IS 'Up to here its numbers were of one series for all sellers.';

  INSERT INTO payments.invoice_series (seller_id, kind, year, begins_after, last_number)
  SELECT seller_id, kind, year, max(number), max(number)
  FROM (
    SELECT coalesce(organizer_id, 0) AS seller_id, kind, split_part(invoice_number, '-', 1)::integer AS year,
      split_part(invoice_number, '-', 2)::integer AS number
    FROM payments.invoices) issued
  GROUP BY seller_id, kind, year;

  DROP TABLE payments.invoice_years;
`;

const TAX_RATES = `
  ALTER TABLE collaboration.events ADD tax_rate integer NOT NULL DEFAULT 0
    CONSTRAINT events_tax_rate_within_price CHECK (tax_rate BETWEEN 0 AND 100000);
  ALTER TABLE booking.offers ADD tax_rate integer NOT NULL DEFAULT 0
    CONSTRAINT offers_tax_rate_within_price CHECK (tax_rate BETWEEN 0 AND 100000);
  COMMENT ON COLUMN collaboration.events.tax_rate IS 'Thousandths of a percent: 19 % are 19000.';
`;
