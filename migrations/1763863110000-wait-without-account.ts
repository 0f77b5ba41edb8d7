import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who waits without an account is known by the digest of an address, and comes back by a token. */
export class WaitWithoutAccount1763863110000 implements MigrationInterface {
  name = 'WaitWithoutAccount1763863110000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE booking.waitlist
        ALTER COLUMN person_id DROP NOT NULL,
        ADD COLUMN held_by text,
        ADD COLUMN access_token uuid NOT NULL DEFAULT gen_random_uuid()
          CONSTRAINT waitlist_access_token_unique UNIQUE,
        ADD CONSTRAINT waitlist_live_is_somebodys
          CHECK (person_id IS NOT NULL OR held_by IS NOT NULL OR status NOT IN ('waiting', 'offered'));
      ALTER TABLE booking.waitlist ALTER COLUMN access_token DROP DEFAULT;
      CREATE UNIQUE INDEX waitlist_one_live_per_holder ON booking.waitlist (offer_id, held_by)
        WHERE status IN ('waiting', 'offered') AND held_by IS NOT NULL;
      CREATE INDEX waitlist_held_by ON booking.waitlist (held_by) WHERE held_by IS NOT NULL;
      COMMENT ON COLUMN booking.waitlist.held_by IS 'A keyed digest of the address, as bookings have it.';
      COMMENT ON COLUMN booking.waitlist.access_token IS
        'The link of who waits; it opens the booking that the entry was given.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX booking.waitlist_one_live_per_holder, booking.waitlist_held_by;
      ALTER TABLE booking.waitlist DROP CONSTRAINT waitlist_live_is_somebodys,
        DROP COLUMN held_by, DROP COLUMN access_token;
      DELETE FROM booking.waitlist WHERE person_id IS NULL;
      ALTER TABLE booking.waitlist ALTER COLUMN person_id SET NOT NULL;
    `);
  }
}
