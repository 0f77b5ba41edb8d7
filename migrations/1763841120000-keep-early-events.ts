import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a provider tells of a payment before it can be booked waits here. */
export class KeepEarlyEvents1763841120000 implements MigrationInterface {
  name = 'KeepEarlyEvents1763841120000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE payments.kept_events (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        provider text NOT NULL,
        event_id text NOT NULL,
        kind text NOT NULL,
        transaction_id text,
        reference_number text NOT NULL,
        about jsonb NOT NULL,
        received_at timestamptz NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        next_attempt_at timestamptz NOT NULL,
        CONSTRAINT kept_events_once UNIQUE (provider, event_id)
      );
      CREATE INDEX kept_events_received ON payments.kept_events (received_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE payments.kept_events');
  }
}
