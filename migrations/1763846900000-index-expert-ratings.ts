import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Experts are found by the average that is shown of them. */
export class IndexExpertRatings1763846900000 implements MigrationInterface {
  name = 'IndexExpertRatings1763846900000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX expert_ratings_average ON collaboration.expert_ratings
        (round(rating_sum::numeric / greatest(rating_count, 1), 1), person_id)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX collaboration.expert_ratings_average');
  }
}
