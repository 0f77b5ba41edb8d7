import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Categories with the three that documents name, and the calendar's time slots. A slot's seats are booking's. */
export class CreateScheduling1763600300000 implements MigrationInterface {
  name = 'CreateScheduling1763600300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA scheduling;

      CREATE TABLE scheduling.categories (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT categories_pkey PRIMARY KEY,
        name citext NOT NULL CONSTRAINT categories_name_unique UNIQUE,
        slug citext NOT NULL CONSTRAINT categories_slug_unique UNIQUE,
        description text NOT NULL DEFAULT '',
        color text NOT NULL CONSTRAINT categories_color_is_hex CHECK (color ~ '^#[0-9a-f]{6}$')
      );
      INSERT INTO scheduling.categories (name, slug, color)
      VALUES ('Cat 1', 'cat-1', '#2563eb'), ('Cat 2', 'cat-2', '#16a34a'), ('Cat 3', 'cat-3', '#d97706');
      -- A table this small is never analyzed by itself, and a list's estimated length depends on it.
      ANALYZE scheduling.categories;

      CREATE TABLE scheduling.timeslots (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT timeslots_pkey PRIMARY KEY,
        category_id bigint,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        deleted_at timestamptz,
        CONSTRAINT timeslots_category_fkey FOREIGN KEY (category_id) REFERENCES scheduling.categories (id),
        CONSTRAINT timeslots_in_order CHECK (ends_at > starts_at),
        CONSTRAINT timeslots_live_has_category CHECK (category_id IS NOT NULL OR deleted_at IS NOT NULL)
      );
      CREATE UNIQUE INDEX timeslots_exact_once ON scheduling.timeslots (category_id, starts_at, ends_at)
        WHERE deleted_at IS NULL;
      CREATE INDEX timeslots_starts ON scheduling.timeslots (starts_at, id) WHERE deleted_at IS NULL;
      CREATE INDEX timeslots_category_starts ON scheduling.timeslots (category_id, starts_at, id) INCLUDE (deleted_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA scheduling CASCADE');
  }
}
