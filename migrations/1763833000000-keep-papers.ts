import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepPapers1763833000000 implements MigrationInterface {
  name = 'KeepPapers1763833000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE platform.papers (
        key text CONSTRAINT papers_pkey PRIMARY KEY CONSTRAINT papers_key_length CHECK (length(key) <= 100),
        version text NOT NULL CONSTRAINT papers_version_length CHECK (length(version) BETWEEN 1 AND 100),
        person_id bigint,
        keeping text NOT NULL CONSTRAINT papers_keeping_known CHECK (keeping IN ('drawn', 'issued', 'by_law')),
        bytes bytea NOT NULL CONSTRAINT papers_size CHECK (octet_length(bytes) <= 10485760),
        drawn_at timestamptz NOT NULL
      );
      ALTER TABLE platform.papers ALTER COLUMN bytes SET STORAGE EXTERNAL;
      CREATE INDEX papers_by_person ON platform.papers (person_id);
      CREATE INDEX papers_to_forget ON platform.papers (drawn_at) WHERE keeping = 'drawn';
      COMMENT ON TABLE platform.papers IS 'PDFs as they were drawn: one row a paper, its latest version';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE platform.papers');
  }
}
