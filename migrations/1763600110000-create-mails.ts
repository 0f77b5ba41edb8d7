import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mails on their way out. What they say, and to whom, is kept encrypted and only until they are sent. */
export class CreateMails1763600110000 implements MigrationInterface {
  name = 'CreateMails1763600110000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE platform.mails (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT mails_pkey PRIMARY KEY,
        dedupe_key text CONSTRAINT mails_dedupe_key_unique UNIQUE,
        recipient_digest bytea,
        content bytea,
        status text NOT NULL DEFAULT 'waiting',
        attempts integer NOT NULL DEFAULT 0,
        next_attempt_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL,
        sent_at timestamptz,
        last_error text,
        CONSTRAINT mails_status_known CHECK (status IN ('waiting', 'sent', 'failed')),
        CONSTRAINT mails_content_until_sent CHECK ((status = 'sent') = (content IS NULL))
      );
      CREATE INDEX mails_due ON platform.mails (next_attempt_at) WHERE status = 'waiting';
      CREATE INDEX mails_recipient ON platform.mails (recipient_digest) WHERE recipient_digest IS NOT NULL;
      CREATE INDEX mails_created ON platform.mails (created_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE platform.mails');
  }
}
