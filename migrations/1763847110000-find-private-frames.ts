import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What one person missed is found without the frames of all others. */
export class FindPrivateFrames1763847110000 implements MigrationInterface {
  name = 'FindPrivateFrames1763847110000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX feed_of_person ON realtime.feed (((audience->>'personId')::bigint), id)
        WHERE audience->>'kind' = 'person';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX realtime.feed_of_person');
  }
}
