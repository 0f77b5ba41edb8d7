import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom people had mails sent to within the last day, and which mails their readers have stopped. */
export class CreateMailBudgets1763833900000 implements MigrationInterface {
  name = 'CreateMailBudgets1763833900000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE platform.mail_uses (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT mail_uses_pkey PRIMARY KEY,
        budget bytea NOT NULL,
        recipient bytea NOT NULL,
        used_at timestamptz NOT NULL
      );
      CREATE INDEX mail_uses_of_budget ON platform.mail_uses (budget, used_at);
      CREATE INDEX mail_uses_old ON platform.mail_uses (used_at);
      COMMENT ON TABLE platform.mail_uses IS 'Keyed digests alone: neither addresses nor who wrote to them.';

      CREATE TABLE platform.mail_stops (
        recipient bytea NOT NULL,
        kind text NOT NULL,
        stopped_at timestamptz NOT NULL,
        CONSTRAINT mail_stops_pkey PRIMARY KEY (recipient, kind)
      );
      COMMENT ON TABLE platform.mail_stops IS
        'By a keyed digest of the address, and kept when its account is erased: stopped is stopped.';

      CREATE TABLE messaging.gathered_changes (
        event_id bigint CONSTRAINT gathered_changes_pkey PRIMARY KEY,
        first_event bigint NOT NULL,
        previous jsonb NOT NULL,
        changed text[] NOT NULL,
        actor_id bigint,
        changed_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL
      );
      CREATE INDEX gathered_changes_due ON messaging.gathered_changes (due_at);
      COMMENT ON COLUMN messaging.gathered_changes.actor_id IS 'Null where several people changed it.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE messaging.gathered_changes, platform.mail_stops, platform.mail_uses');
  }
}
