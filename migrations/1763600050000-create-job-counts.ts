import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many jobs ended, by name and minute. */
export class CreateJobCounts1763600050000 implements MigrationInterface {
  name = 'CreateJobCounts1763600050000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE platform.job_counts (
        name text NOT NULL,
        minute timestamptz NOT NULL,
        completed integer NOT NULL DEFAULT 0,
        failed integer NOT NULL DEFAULT 0,
        CONSTRAINT job_counts_pkey PRIMARY KEY (name, minute)
      );
      CREATE INDEX job_counts_minute ON platform.job_counts (minute);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE platform.job_counts');
  }
}
