import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Changes of what hosts offer, joined until the next frame of that host may be written. */
export class TellOfFreeTimes1763870000000 implements MigrationInterface {
  name = 'TellOfFreeTimes1763870000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE realtime.slot_changes (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT slot_changes_pkey PRIMARY KEY,
        host_id bigint NOT NULL,
        type_id bigint,
        starts_from timestamptz,
        starts_to timestamptz,
        also_closed boolean NOT NULL,
        occurred_at timestamptz NOT NULL
      );
      CREATE INDEX slot_changes_of_host ON realtime.slot_changes (host_id);
      CREATE TABLE realtime.slot_frames (
        host_id bigint CONSTRAINT slot_frames_pkey PRIMARY KEY,
        written_at timestamptz NOT NULL
      );
      CREATE INDEX feed_of_host ON realtime.feed (((audience->>'hostId')::bigint), id)
        WHERE audience->>'kind' = 'host';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX realtime.feed_of_host;
      DROP TABLE realtime.slot_frames;
      DROP TABLE realtime.slot_changes;
    `);
  }
}
