import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Text messages that wait to be sent, and for a while what became of them. */
export class CreateTexts1763874010000 implements MigrationInterface {
  name = 'CreateTexts1763874010000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE platform.texts (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT texts_pkey PRIMARY KEY,
        dedupe_key text NOT NULL CONSTRAINT texts_dedupe_key_unique UNIQUE,
        sender_id bigint NOT NULL,
        recipient_digest bytea NOT NULL,
        content bytea,
        status text NOT NULL DEFAULT 'waiting'
          CONSTRAINT texts_status_known CHECK (status IN ('waiting', 'sent', 'failed')),
        attempts integer NOT NULL DEFAULT 0,
        next_attempt_at timestamptz NOT NULL,
        last_error text,
        created_at timestamptz NOT NULL,
        CONSTRAINT texts_content_while_it_waits CHECK ((content IS NOT NULL) = (status = 'waiting'))
      );
      COMMENT ON COLUMN platform.texts.recipient_digest IS 'Keyed: to count what a number gets.';
      COMMENT ON COLUMN platform.texts.content IS 'Encrypted.';
      CREATE INDEX texts_due ON platform.texts (next_attempt_at) WHERE status = 'waiting';
      CREATE INDEX texts_sender ON platform.texts (sender_id, created_at);
      CREATE INDEX texts_recipient ON platform.texts (recipient_digest, created_at);
      CREATE INDEX texts_created ON platform.texts (created_at) WHERE status <> 'waiting';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE platform.texts');
  }
}
