import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What tickets are signed with: one key in use for each offer, and those that signed before it; and where they lead. */
export class CreateCheckInKeys1763700400000 implements MigrationInterface {
  name = 'CreateCheckInKeys1763700400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE booking.offers ADD COLUMN place text NOT NULL DEFAULT '';

      CREATE TABLE booking.check_in_keys (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT check_in_keys_pkey PRIMARY KEY,
        offer_id bigint NOT NULL,
        kid text NOT NULL,
        public_key text NOT NULL,
        sealed_private_key bytea NOT NULL,
        created_at timestamptz NOT NULL,
        retired_at timestamptz,
        CONSTRAINT check_in_keys_offer_fkey FOREIGN KEY (offer_id) REFERENCES booking.offers (id),
        CONSTRAINT check_in_keys_kid_unique UNIQUE (offer_id, kid)
      );
      CREATE UNIQUE INDEX check_in_keys_one_in_use ON booking.check_in_keys (offer_id) WHERE retired_at IS NULL;
      COMMENT ON COLUMN booking.check_in_keys.public_key IS 'The x of its JWK.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE booking.check_in_keys;
      ALTER TABLE booking.offers DROP COLUMN place;
    `);
  }
}
