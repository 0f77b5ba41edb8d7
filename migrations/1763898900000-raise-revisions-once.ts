import type { MigrationInterface, QueryRunner } from 'typeorm';

const raising = (known: string) => `
  CREATE OR REPLACE FUNCTION platform.raise_revision(of_topic text, of_subject bigint) RETURNS void
  LANGUAGE plpgsql AS $$
  BEGIN
    IF of_subject IS NULL ${known} THEN
      RETURN;
    END IF;
    UPDATE platform.revisions SET revision = revision + 1 WHERE id = (
      SELECT r.id FROM platform.revisions r WHERE r.topic = of_topic AND r.subject_id = of_subject
      LIMIT 1 FOR UPDATE SKIP LOCKED);
    IF NOT FOUND THEN
      INSERT INTO platform.revisions (topic, subject_id, revision) VALUES (of_topic, of_subject, 1);
    END IF;
  END $$;`;

// What is written within a savepoint has a number of its own: there each row raises it, which is as true.
const RAISED = `OR EXISTS (SELECT FROM platform.revisions r
  WHERE r.topic = of_topic AND r.subject_id = of_subject AND r.xmin = pg_current_xact_id()::xid)`;

/** Raises a revision once for a transaction: thousands of rows in one cost their square before. */
export class RaiseRevisionsOnce1763898900000 implements MigrationInterface {
  name = 'RaiseRevisionsOnce1763898900000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(raising(RAISED));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(raising(''));
  }
}
