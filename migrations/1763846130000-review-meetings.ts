import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reviews of meetings, and what experts were given in them, added up. */
export class ReviewMeetings1763846130000 implements MigrationInterface {
  name = 'ReviewMeetings1763846130000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE collaboration.reviews ADD COLUMN is_of_expert boolean NOT NULL DEFAULT false,
        DROP CONSTRAINT reviews_subject_kind_known,
        ADD CONSTRAINT reviews_subject_kind_known CHECK (subject_kind IN ('event', 'meeting')),
        ADD CONSTRAINT reviews_of_experts_are_of_meetings CHECK (subject_kind = 'meeting' OR NOT is_of_expert);

      CREATE TABLE collaboration.expert_ratings (
        person_id bigint CONSTRAINT expert_ratings_pkey PRIMARY KEY,
        rating_sum integer NOT NULL CONSTRAINT expert_ratings_sum_not_negative CHECK (rating_sum >= 0),
        rating_count integer NOT NULL CONSTRAINT expert_ratings_count_not_negative CHECK (rating_count >= 0)
      );
      COMMENT ON TABLE collaboration.expert_ratings IS 'Others may join it to show an average.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM collaboration.reviews WHERE subject_kind = 'meeting';
      DROP TABLE collaboration.expert_ratings;
      ALTER TABLE collaboration.reviews DROP COLUMN is_of_expert,
        DROP CONSTRAINT reviews_subject_kind_known,
        ADD CONSTRAINT reviews_subject_kind_known CHECK (subject_kind IN ('event'));
    `);
  }
}
