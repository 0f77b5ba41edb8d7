import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who waits for a session, until its seats are offered as an appointment. */
export class CreateWaitingInvitees1763863120000 implements MigrationInterface {
  name = 'CreateWaitingInvitees1763863120000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE scheduling.waiting_invitees (
        id bigint CONSTRAINT waiting_invitees_pkey PRIMARY KEY,
        event_type_id bigint NOT NULL,
        type_slug text NOT NULL,
        type_name text NOT NULL,
        location text NOT NULL DEFAULT '',
        invitee_name text NOT NULL,
        invitee_email text,
        invitee_phone text,
        invitee_timezone text NOT NULL,
        invitee_language text,
        custom_answers jsonb NOT NULL DEFAULT '{}'
          CONSTRAINT waiting_invitees_answers_by_key CHECK (jsonb_typeof(custom_answers) = 'object'),
        booked_from text,
        created_at timestamptz NOT NULL
      );
      COMMENT ON COLUMN scheduling.waiting_invitees.id IS 'Of the entry in booking''s waitlist.';
      COMMENT ON COLUMN scheduling.waiting_invitees.invitee_email IS 'Null once the invitee is erased.';
      CREATE INDEX waiting_invitees_email ON scheduling.waiting_invitees (invitee_email);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE scheduling.waiting_invitees');
  }
}
