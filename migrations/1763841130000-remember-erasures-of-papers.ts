import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose papers are gone: one that was being drawn meanwhile is not kept. */
export class RememberErasuresOfPapers1763841130000 implements MigrationInterface {
  name = 'RememberErasuresOfPapers1763841130000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE platform.paper_erasures (
        person_id bigint CONSTRAINT paper_erasures_pkey PRIMARY KEY
      );
      INSERT INTO platform.paper_erasures (person_id)
      SELECT id FROM identity.accounts WHERE status = 'erased';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE platform.paper_erasures');
  }
}
