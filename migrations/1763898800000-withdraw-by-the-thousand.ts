import type { MigrationInterface, QueryRunner } from 'typeorm';

const SEATS = `
  SELECT o.kind, o.ref_id, o.id AS offer_id, o.capacity, o.taken - lapsed.seats AS taken,
    CASE WHEN o.capacity IS NOT NULL THEN o.capacity - o.taken + lapsed.seats END AS seats_available,
    o.starts_at, o.ends_at, o.title, o.label_id, o.label_name, o.label_color, o.state, o.visibility,
    o.max_per_booking, o.price_cents, o.currency, o.refund_policy, o.opens_at, o.closes_at, o.organizer_id,
    o.created_at, o.updated_at, o.join_only, o.waiting, o.taken - lapsed.pending AS confirmed, o.is_barred
  FROM booking.offers o
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(b.quantity) FILTER (WHERE b.status = 'pending' AND b.expires_at <= now()), 0)::integer
        AS seats,
      coalesce(sum(b.quantity), 0)::integer AS pending
    FROM booking.bookings b WHERE b.offer_id = o.id AND b.status = 'pending'
  ) lapsed`;

const SEATS_OF_WITHDRAWN = SEATS.replace('o.taken - lapsed.seats AS taken', 'seats.taken')
  .replace(
    'CASE WHEN o.capacity IS NOT NULL THEN o.capacity - o.taken + lapsed.seats END',
    'o.capacity - seats.taken',
  )
  .replace('o.taken - lapsed.pending AS confirmed', 'seats.confirmed').concat(`
  CROSS JOIN LATERAL (
    SELECT CASE WHEN o.withdrawing_since IS NULL THEN o.taken - lapsed.seats ELSE 0 END AS taken,
      CASE WHEN o.withdrawing_since IS NULL THEN o.taken - lapsed.pending ELSE 0 END AS confirmed
  ) seats`);

const STATUS = `CASE WHEN b.status = 'pending' AND b.expires_at <= now() THEN 'expired'
      WHEN b.status = 'confirmed' AND b.ends_at + make_interval(mins => b.grace_minutes) <= now() THEN 'completed'
      ELSE b.status END`;
const CALLED_OFF = `b.status IN ('pending', 'confirmed')
      AND (b.status <> 'pending' OR b.expires_at > o.withdrawing_since)
      AND (b.status <> 'confirmed' OR b.ends_at + make_interval(mins => b.grace_minutes) > o.withdrawing_since)`;

const BOOKINGS = (status: string, cancelledAt: string) => `
  SELECT o.kind, o.ref_id, o.id AS offer_id, b.id AS booking_id, b.person_id, ${status} AS status,
    b.quantity, b.price_cents, b.paid_cents, b.refunded_cents, b.special_requirements, b.registered_at,
    b.confirmed_at, ${cancelledAt} AS cancelled_at, b.checked_in_at, b.starts_at, b.ends_at,
    b.calendar_uid, b.sequence, b.reschedule_count, b.expires_at, b.kind AS booking_kind, b.currency, b.moved_at
  FROM booking.offers o JOIN booking.bookings b ON b.offer_id = o.id`;

/** What is called off is cancelled for who reads it, before all of its bookings are written. */
export class WithdrawByTheThousand1763898800000 implements MigrationInterface {
  name = 'WithdrawByTheThousand1763898800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE booking.withdrawals (
        offer_id bigint NOT NULL CONSTRAINT withdrawals_pkey PRIMARY KEY
          CONSTRAINT withdrawals_offer_fkey REFERENCES booking.offers,
        actor_id bigint,
        cause text NOT NULL,
        reason text,
        at timestamptz NOT NULL
      );
      COMMENT ON TABLE booking.withdrawals IS
        'Those under way: what is live of the offer is cancelled by the thousand, and then the row goes.';

      ALTER TABLE booking.offers ADD COLUMN withdrawing_since timestamptz;
      COMMENT ON COLUMN booking.offers.withdrawing_since IS
        'While it has a row in withdrawals: what was live then is cancelled, for readers and guards.';

      CREATE OR REPLACE VIEW booking.offer_seats AS ${SEATS_OF_WITHDRAWN};
      CREATE OR REPLACE VIEW booking.offer_bookings AS ${BOOKINGS(
        `CASE WHEN ${CALLED_OFF} THEN 'cancelled' ELSE ${STATUS} END`,
        `CASE WHEN ${CALLED_OFF} THEN o.withdrawing_since ELSE b.cancelled_at END`,
      )};
    `);
  }

  /** Refused by the table's rows, while there are some: what they say would be lost. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE VIEW booking.offer_seats AS ${SEATS};
      CREATE OR REPLACE VIEW booking.offer_bookings AS ${BOOKINGS(STATUS, 'b.cancelled_at')};
      ALTER TABLE booking.offers ADD CONSTRAINT offers_nothing_withdrawn CHECK (withdrawing_since IS NULL);
      ALTER TABLE booking.offers DROP COLUMN withdrawing_since;
      DROP TABLE booking.withdrawals;
    `);
  }
}
