import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people can help with, and who has something of it. */
export class CreateExperts1763845120000 implements MigrationInterface {
  name = 'CreateExperts1763845120000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE scheduling.user_skills (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT user_skills_pkey PRIMARY KEY,
        owner_id bigint NOT NULL,
        category_id bigint NOT NULL,
        name text NOT NULL,
        level text NOT NULL CONSTRAINT user_skills_level_known
          CHECK (level IN ('beginner', 'intermediate', 'advanced', 'expert')),
        CONSTRAINT user_skills_category_fkey FOREIGN KEY (category_id) REFERENCES scheduling.categories (id)
      );
      CREATE UNIQUE INDEX user_skills_exact_once ON scheduling.user_skills
        (owner_id, category_id, platform.name_key(name));
      CREATE INDEX user_skills_category ON scheduling.user_skills (category_id, owner_id);
      CREATE INDEX user_skills_search ON scheduling.user_skills
        USING gin (platform.search_text(name) gin_trgm_ops);
      CREATE INDEX user_skills_words ON scheduling.user_skills
        USING gin (to_tsvector('simple', platform.search_text(name)));
      CREATE INDEX user_skills_signs ON scheduling.user_skills
        USING gin (platform.search_signs(platform.search_text(name)));

      CREATE TABLE scheduling.experts (
        person_id bigint CONSTRAINT experts_pkey PRIMARY KEY,
        skills integer NOT NULL CONSTRAINT experts_skills_bounded CHECK (skills BETWEEN 0 AND 100),
        is_active boolean NOT NULL DEFAULT true
      );
      COMMENT ON COLUMN scheduling.experts.skills IS 'How many of user_skills are theirs.';
      COMMENT ON COLUMN scheduling.experts.is_active IS 'Suspended and erased people are not listed.';
      CREATE INDEX experts_listed ON scheduling.experts (person_id) WHERE skills > 0 AND is_active;

      CREATE OR REPLACE VIEW identity.people AS
      SELECT id, username, slug, timezone, status IN ('active', 'pending_verification') AS is_active,
        coalesce(nullif(btrim(first_name || ' ' || last_name), ''), username::text) AS full_name, bio, avatar
      FROM identity.accounts;

      CREATE VIEW booking.busy_times AS
      SELECT c.person_id, c.booking_id, c.claim, c.during,
        (SELECT g.during FROM booking.time_claims g
         WHERE g.booking_id = c.booking_id AND g.person_id = c.person_id AND g.kind = 'guard') AS guarded
      FROM booking.time_claims c JOIN booking.bookings b ON b.id = c.booking_id
      WHERE c.kind = 'core' AND NOT isempty(c.during)
        AND (b.status <> 'pending' OR b.expires_at > now());
    `);
  }

  /** The view of people keeps its columns. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW booking.busy_times;
      DROP TABLE scheduling.experts;
      DROP TABLE scheduling.user_skills;
    `);
  }
}
