import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Recurring work is no job any more (ADR 26): what waits in the queue has no handler. */
export class DropRecurringJobs1763812000000 implements MigrationInterface {
  name = 'DropRecurringJobs1763812000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$ BEGIN
        IF to_regclass('graphile_worker._private_jobs') IS NOT NULL THEN
          DELETE FROM graphile_worker._private_jobs WHERE payload ->> 'repeat_ms' IS NOT NULL;
        END IF;
      END $$`);
  }

  async down(): Promise<void> {}
}
