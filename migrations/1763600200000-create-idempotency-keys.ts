import type { MigrationInterface, QueryRunner } from 'typeorm';

/** First answers by `Idempotency-Key`, kept for 24 hours. `json`, not `jsonb`: the answer is given again as it was. */
export class CreateIdempotencyKeys1763600200000 implements MigrationInterface {
  name = 'CreateIdempotencyKeys1763600200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE platform.idempotency_keys (
        caller text NOT NULL,
        route text NOT NULL,
        key text NOT NULL,
        body_hash bytea NOT NULL,
        status smallint NOT NULL,
        body json,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT idempotency_keys_pkey PRIMARY KEY (caller, route, key)
      );
      CREATE INDEX idempotency_keys_expires ON platform.idempotency_keys (expires_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE platform.idempotency_keys');
  }
}
