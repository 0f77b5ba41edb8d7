import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When people can be met: by the week, on single dates, and when not. */
export class CreateAvailability1763845110000 implements MigrationInterface {
  name = 'CreateAvailability1763845110000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE scheduling.availability_rules (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT availability_rules_pkey PRIMARY KEY,
        owner_id bigint NOT NULL,
        day_of_week smallint NOT NULL
          CONSTRAINT availability_rules_day_known CHECK (day_of_week BETWEEN 0 AND 7),
        opens time NOT NULL CONSTRAINT availability_rules_opens_in_day CHECK (opens < '24:00'),
        closes time NOT NULL
      );
      COMMENT ON TABLE scheduling.availability_rules IS
        'By the wall clock of the owner''s zone; closing at or before the opening is on the next day.';
      -- Both Sundays are one day, and both midnights one end.
      CREATE UNIQUE INDEX availability_rules_exact_once ON scheduling.availability_rules
        (owner_id, (day_of_week % 7), opens, (CASE closes WHEN '24:00' THEN '00:00' ELSE closes END));

      CREATE TABLE scheduling.availability_overrides (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT availability_overrides_pkey PRIMARY KEY,
        owner_id bigint NOT NULL,
        on_date date NOT NULL,
        opens time CONSTRAINT availability_overrides_opens_in_day CHECK (opens < '24:00'),
        closes time,
        reason text NOT NULL DEFAULT '',
        created_at timestamptz NOT NULL,
        CONSTRAINT availability_overrides_both_or_neither CHECK ((opens IS NULL) = (closes IS NULL)),
        CONSTRAINT availability_overrides_open_or_closed EXCLUDE USING gist
          (owner_id WITH =, on_date WITH =, (CASE WHEN opens IS NULL THEN 0 ELSE 1 END) WITH <>)
      );
      COMMENT ON TABLE scheduling.availability_overrides IS
        'Stand for all rules of their date; without times the date is closed.';
      CREATE UNIQUE INDEX availability_overrides_exact_once ON scheduling.availability_overrides
        (owner_id, on_date, opens, (CASE closes WHEN '24:00' THEN '00:00' ELSE closes END)) NULLS NOT DISTINCT;
      CREATE INDEX availability_overrides_open ON scheduling.availability_overrides (owner_id)
        WHERE opens IS NOT NULL;

      CREATE TABLE scheduling.blocked_times (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT blocked_times_pkey PRIMARY KEY,
        owner_id bigint NOT NULL,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        reason text NOT NULL DEFAULT '',
        source text NOT NULL CONSTRAINT blocked_times_source_known CHECK (source IN ('manual', 'incoming')),
        created_at timestamptz NOT NULL,
        CONSTRAINT blocked_times_in_order CHECK (ends_at > starts_at)
      );
      CREATE INDEX blocked_times_starts ON scheduling.blocked_times (owner_id, starts_at, id);
      CREATE INDEX blocked_times_during ON scheduling.blocked_times
        USING gist (owner_id, tstzrange(starts_at, ends_at));

      CREATE VIEW identity.people AS
      SELECT id, username, slug, timezone, status IN ('active', 'pending_verification') AS is_active
      FROM identity.accounts;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW identity.people;
      DROP TABLE scheduling.blocked_times;
      DROP TABLE scheduling.availability_overrides;
      DROP TABLE scheduling.availability_rules;
    `);
  }
}
