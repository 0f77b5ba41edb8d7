import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What sockets are told, in the order in which they are told it, and up to where it was forgotten. */
export class CreateRealtime1763600400000 implements MigrationInterface {
  name = 'CreateRealtime1763600400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA realtime;

      CREATE TABLE realtime.feed (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT feed_pkey PRIMARY KEY,
        feed text NOT NULL,
        type text NOT NULL,
        data json NOT NULL,
        audience jsonb NOT NULL,
        occurred_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL
      );
      CREATE INDEX feed_by_name ON realtime.feed (feed, id);
      CREATE INDEX feed_created ON realtime.feed (created_at);
      COMMENT ON COLUMN realtime.feed.id IS 'In the order of commits: writers hold an advisory lock.';

      CREATE TABLE realtime.forgotten (
        only_row boolean CONSTRAINT forgotten_pkey PRIMARY KEY DEFAULT true,
        up_to bigint NOT NULL DEFAULT 0,
        CONSTRAINT forgotten_one_row CHECK (only_row)
      );
      INSERT INTO realtime.forgotten DEFAULT VALUES;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA realtime CASCADE');
  }
}
