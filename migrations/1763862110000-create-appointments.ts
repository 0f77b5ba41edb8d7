import type { MigrationInterface, QueryRunner } from 'typeorm';

const TIMES = `SELECT b.id AS booking_id, b.kind, b.ref_id, b.status, b.person_id, b.host_id, b.starts_at, b.ends_at,
  b.grace_minutes, b.expires_at, b.registered_at, b.confirmed_at, b.calendar_uid, b.sequence,
  b.booker_missed_at, b.host_missed_at, b.settled_at`;
const MORE = `b.offer_id, b.quantity, b.price_cents, b.currency, b.paid_cents, b.refunded_cents, b.refund_policy,
  b.access_token, b.awaits_host, b.notice_minutes, b.reschedule_count, b.cancel_reason, b.cancelled_at,
  b.completed_at, b.moved_at`;
const FROM = `FROM booking.bookings b WHERE b.kind IN ('appointment', 'meeting')`;

/** What appointments are about and who made them. Their times, states, prices and tokens are booking's. */
export class CreateAppointments1763862110000 implements MigrationInterface {
  name = 'CreateAppointments1763862110000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE scheduling.appointments (
        id bigint CONSTRAINT appointments_pkey PRIMARY KEY,
        type_slug text NOT NULL,
        type_name text NOT NULL,
        location text NOT NULL DEFAULT '',
        invitee_name text NOT NULL,
        invitee_email text,
        invitee_phone text,
        invitee_timezone text NOT NULL,
        invitee_language text,
        custom_answers jsonb NOT NULL DEFAULT '{}'
          CONSTRAINT appointments_answers_by_key CHECK (jsonb_typeof(custom_answers) = 'object'),
        guests jsonb NOT NULL DEFAULT '[]'
          CONSTRAINT appointments_guests_listed CHECK (jsonb_typeof(guests) = 'array'),
        booked_from text,
        reminded_for timestamptz,
        updated_at timestamptz NOT NULL
      );
      COMMENT ON COLUMN scheduling.appointments.id IS 'Of its booking, whose ref_id is the event type''s.';
      COMMENT ON COLUMN scheduling.appointments.type_name IS 'As it was when it was booked, as slug and location are.';
      COMMENT ON COLUMN scheduling.appointments.invitee_email IS 'Null once the invitee is erased.';
      COMMENT ON COLUMN scheduling.appointments.booked_from IS 'A keyed digest of the network, without an account.';
      COMMENT ON COLUMN scheduling.appointments.reminded_for IS 'The start that its people were reminded of.';
      CREATE INDEX appointments_invitee ON scheduling.appointments (invitee_email);

      CREATE TABLE scheduling.occurrences (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT occurrences_pkey PRIMARY KEY,
        event_type_id bigint NOT NULL
      );
      COMMENT ON TABLE scheduling.occurrences IS 'Sessions of group types. Times, seats and states are their offers''.';
      CREATE INDEX occurrences_type ON scheduling.occurrences (event_type_id);

      CREATE OR REPLACE VIEW booking.time_bookings AS ${TIMES}, ${MORE} ${FROM};
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW booking.time_bookings;
      CREATE VIEW booking.time_bookings AS ${TIMES} ${FROM};
      COMMENT ON VIEW booking.time_bookings IS 'As stored: what the clock says of them is asked of its rules.';
      DROP TABLE scheduling.occurrences;
      DROP TABLE scheduling.appointments;
    `);
  }
}
