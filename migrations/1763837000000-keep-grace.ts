import type { MigrationInterface, QueryRunner } from 'typeorm';

const BOOKINGS = (completed: string) => `
  CREATE OR REPLACE VIEW booking.offer_bookings AS
  SELECT o.kind, o.ref_id, o.id AS offer_id, b.id AS booking_id, b.person_id,
    CASE WHEN b.status = 'pending' AND b.expires_at <= now() THEN 'expired'
      WHEN b.status = 'confirmed' AND b.ends_at + ${completed} <= now() THEN 'completed'
      ELSE b.status END AS status,
    b.quantity, b.price_cents, b.paid_cents, b.refunded_cents, b.special_requirements, b.registered_at,
    b.confirmed_at, b.cancelled_at, b.checked_in_at, b.starts_at, b.ends_at,
    b.calendar_uid, b.sequence, b.reschedule_count, b.expires_at, b.kind AS booking_kind
  FROM booking.offers o JOIN booking.bookings b ON b.offer_id = o.id;`;

/** The indexes that lists are read from, with what says of a booking whether it is over. */
const INDEXES = (grace: string) => `
  DROP INDEX booking.bookings_person_registered, booking.bookings_person_starts, booking.bookings_host_starts,
    booking.bookings_tickets_registered;
  CREATE INDEX bookings_person_registered ON booking.bookings (person_id, registered_at, id)
    INCLUDE (status, kind, ref_id, ends_at, expires_at ${grace});
  CREATE INDEX bookings_person_starts ON booking.bookings (person_id, starts_at, id)
    INCLUDE (ends_at, status, kind, ref_id, expires_at ${grace});
  CREATE INDEX bookings_host_starts ON booking.bookings (host_id, starts_at, id)
    INCLUDE (ends_at, status, kind ${grace}) WHERE host_id IS NOT NULL;
  CREATE INDEX bookings_tickets_registered ON booking.bookings (offer_id, registered_at, id)
    INCLUDE (status, expires_at, ends_at, person_id, kind ${grace}) WHERE kind = 'ticket';`;

/** Keeps on a booking how long after its end it is completed by itself: who offers it says so. */
export class KeepGrace1763837000000 implements MigrationInterface {
  name = 'KeepGrace1763837000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE booking.bookings ADD COLUMN grace_minutes integer NOT NULL DEFAULT 0
        CONSTRAINT bookings_grace_not_negative CHECK (grace_minutes >= 0);
      UPDATE booking.bookings SET grace_minutes = 1440 WHERE kind = 'meeting';
      ${BOOKINGS('make_interval(mins => b.grace_minutes)')}
      ${INDEXES(', grace_minutes')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${BOOKINGS(`CASE b.kind WHEN 'meeting' THEN interval '24 hours' ELSE interval '0' END`)}
      ${INDEXES('')}
      ALTER TABLE booking.bookings DROP COLUMN grace_minutes;
    `);
  }
}
