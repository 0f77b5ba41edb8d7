import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What meetings are about. Their people, times and states are booking's. */
export class CreateMeetings1763846120000 implements MigrationInterface {
  name = 'CreateMeetings1763846120000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE scheduling.meetings (
        id bigint CONSTRAINT meetings_pkey PRIMARY KEY,
        title text NOT NULL,
        description text NOT NULL DEFAULT '',
        category_id bigint NOT NULL
          CONSTRAINT meetings_category_fkey REFERENCES scheduling.categories (id)
      );
      COMMENT ON COLUMN scheduling.meetings.id IS 'Of its booking.';
      CREATE INDEX meetings_category ON scheduling.meetings (category_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE scheduling.meetings');
  }
}
