import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets one statement keep under a key what its answer is rendered of, in place of the answer. */
export class KeepRowsUnderKeys1763898700000 implements MigrationInterface {
  name = 'KeepRowsUnderKeys1763898700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE platform.idempotency_keys
        ADD COLUMN shape text,
        ADD CONSTRAINT idempotency_keys_shape_of_body CHECK (shape IS NULL OR body IS NOT NULL);
      COMMENT ON COLUMN platform.idempotency_keys.shape IS
        'Null where body is the answer; otherwise how the answer is rendered of it.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM platform.idempotency_keys WHERE shape IS NOT NULL;
      ALTER TABLE platform.idempotency_keys DROP COLUMN shape;
    `);
  }
}
