import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who asks to sell waits for an administrator, and operators invite addresses, where they want it so. */
export class AdmitPeople1763888000000 implements MigrationInterface {
  name = 'AdmitPeople1763888000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE identity.accounts ADD COLUMN organizer_requested_at timestamptz,
        ADD CONSTRAINT accounts_only_attendees_ask CHECK (organizer_requested_at IS NULL OR user_type = 'attendee');
      CREATE INDEX accounts_organizer_requests ON identity.accounts (organizer_requested_at, id)
        WHERE organizer_requested_at IS NOT NULL;
      CREATE TABLE identity.registration_invitations (
        email text CONSTRAINT registration_invitations_pkey PRIMARY KEY,
        invited_at timestamptz NOT NULL,
        CONSTRAINT registration_invitations_canonical CHECK (email = lower(email))
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE identity.registration_invitations;
      ALTER TABLE identity.accounts DROP COLUMN organizer_requested_at;
    `);
  }
}
