import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where people's programs are told of bookings, payments and events, and each time that they were. */
export class CreateWebhooks1763881000000 implements MigrationInterface {
  name = 'CreateWebhooks1763881000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE integrations.webhook_endpoints (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT webhook_endpoints_pkey PRIMARY KEY,
        owner_id bigint NOT NULL,
        url text NOT NULL,
        events text[] NOT NULL CONSTRAINT webhook_endpoints_events_named CHECK (cardinality(events) > 0),
        description text NOT NULL DEFAULT '',
        is_active boolean NOT NULL DEFAULT true,
        secret bytea NOT NULL,
        previous_secret bytea,
        previous_secret_until timestamptz,
        failing_since timestamptz,
        warned_at timestamptz,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT webhook_endpoints_previous_secret_ends
          CHECK ((previous_secret IS NULL) = (previous_secret_until IS NULL))
      );
      COMMENT ON COLUMN integrations.webhook_endpoints.failing_since IS 'The first failure since the last success.';
      CREATE INDEX webhook_endpoints_owner ON integrations.webhook_endpoints (owner_id, id);
      CREATE INDEX webhook_endpoints_failing ON integrations.webhook_endpoints (failing_since)
        WHERE is_active AND failing_since IS NOT NULL;

      CREATE TABLE integrations.webhook_deliveries (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT webhook_deliveries_pkey PRIMARY KEY,
        endpoint_id bigint NOT NULL CONSTRAINT webhook_deliveries_endpoint_fkey
          REFERENCES integrations.webhook_endpoints ON DELETE CASCADE,
        event_id bigint NOT NULL,
        type text NOT NULL,
        body text NOT NULL,
        about_person_id bigint,
        about_email text,
        status text NOT NULL CONSTRAINT webhook_deliveries_status_known
          CHECK (status IN ('pending', 'succeeded', 'failed')),
        attempts integer NOT NULL DEFAULT 0,
        record jsonb NOT NULL DEFAULT '[]'
          CONSTRAINT webhook_deliveries_record_listed CHECK (jsonb_typeof(record) = 'array'),
        next_attempt_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL,
        finished_at timestamptz,
        CONSTRAINT webhook_deliveries_once UNIQUE (endpoint_id, event_id, type),
        CONSTRAINT webhook_deliveries_finished_at_their_end
          CHECK ((finished_at IS NULL) = (status = 'pending'))
      );
      COMMENT ON COLUMN integrations.webhook_deliveries.event_id IS 'The row of the outbox that it tells of.';
      CREATE INDEX webhook_deliveries_due ON integrations.webhook_deliveries (next_attempt_at, id)
        WHERE status = 'pending';
      CREATE INDEX webhook_deliveries_open ON integrations.webhook_deliveries (endpoint_id)
        WHERE status = 'pending';
      CREATE INDEX webhook_deliveries_newest ON integrations.webhook_deliveries (endpoint_id, id);
      CREATE INDEX webhook_deliveries_created ON integrations.webhook_deliveries (created_at);
      CREATE INDEX webhook_deliveries_person ON integrations.webhook_deliveries (about_person_id)
        WHERE about_person_id IS NOT NULL;
      CREATE INDEX webhook_deliveries_email ON integrations.webhook_deliveries (about_email)
        WHERE about_email IS NOT NULL;

      CREATE TABLE integrations.webhook_sequences (
        subject text CONSTRAINT webhook_sequences_pkey PRIMARY KEY,
        value integer NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE integrations.webhook_sequences;
      DROP TABLE integrations.webhook_deliveries;
      DROP TABLE integrations.webhook_endpoints;
    `);
  }
}
