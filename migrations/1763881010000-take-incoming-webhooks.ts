import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Webhooks by which people's programs tell of contacts and of time that is taken. */
export class TakeIncomingWebhooks1763881010000 implements MigrationInterface {
  name = 'TakeIncomingWebhooks1763881010000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE integrations.webhook_endpoints
        ADD COLUMN direction text NOT NULL DEFAULT 'outgoing',
        ADD COLUMN endpoint_key text CONSTRAINT webhook_endpoints_key_once UNIQUE,
        ALTER COLUMN url DROP NOT NULL,
        ALTER COLUMN events SET DEFAULT '{}',
        DROP CONSTRAINT webhook_endpoints_events_named,
        ADD CONSTRAINT webhook_endpoints_by_direction CHECK (CASE direction
          WHEN 'outgoing' THEN url IS NOT NULL AND cardinality(events) > 0 AND endpoint_key IS NULL
          WHEN 'incoming' THEN url IS NULL AND cardinality(events) = 0 AND endpoint_key IS NOT NULL
          ELSE false END);
      ALTER TABLE integrations.webhook_endpoints ALTER COLUMN direction DROP DEFAULT;

      CREATE TABLE integrations.incoming_events (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT incoming_events_pkey PRIMARY KEY,
        endpoint_id bigint NOT NULL CONSTRAINT incoming_events_endpoint_fkey
          REFERENCES integrations.webhook_endpoints ON DELETE CASCADE,
        webhook_id text NOT NULL,
        type text NOT NULL,
        data jsonb,
        status text NOT NULL CONSTRAINT incoming_events_status_known
          CHECK (status IN ('pending', 'handled', 'ignored', 'failed')),
        error text,
        received_at timestamptz NOT NULL,
        CONSTRAINT incoming_events_once UNIQUE (endpoint_id, webhook_id),
        CONSTRAINT incoming_events_forget_what_was_done CHECK ((data IS NOT NULL) = (status = 'pending'))
      );
      CREATE INDEX incoming_events_received ON integrations.incoming_events (received_at);

      ALTER TABLE scheduling.blocked_times
        ADD COLUMN external_key text,
        ADD CONSTRAINT blocked_times_external_once UNIQUE (owner_id, external_key);
      COMMENT ON COLUMN scheduling.blocked_times.external_key IS 'How the program calls it that told of it.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE scheduling.blocked_times DROP COLUMN external_key;
      DROP TABLE integrations.incoming_events;
      DELETE FROM integrations.webhook_endpoints WHERE direction = 'incoming';
      ALTER TABLE integrations.webhook_endpoints
        DROP COLUMN direction,
        DROP COLUMN endpoint_key,
        ALTER COLUMN url SET NOT NULL,
        ALTER COLUMN events DROP DEFAULT,
        ADD CONSTRAINT webhook_endpoints_events_named CHECK (cardinality(events) > 0);
    `);
  }
}
