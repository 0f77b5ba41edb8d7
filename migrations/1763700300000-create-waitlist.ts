import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The waitlist beside offers and bookings, offers that are joined and not booked, and what others join of both. */
export class CreateWaitlist1763700300000 implements MigrationInterface {
  name = 'CreateWaitlist1763700300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE booking.offers
        ADD COLUMN join_only boolean NOT NULL DEFAULT false,
        ADD COLUMN waiting integer NOT NULL DEFAULT 0
          CONSTRAINT offers_waiting_not_negative CHECK (waiting >= 0),
        ADD COLUMN waitlist_due_at timestamptz,
        ADD CONSTRAINT offers_waiting_is_due CHECK ((waiting > 0) = (waitlist_due_at IS NOT NULL));
      ALTER TABLE booking.offers DROP CONSTRAINT offers_state_known;
      UPDATE booking.offers SET state = 'gone' WHERE kind = 'slot' AND state = 'cancelled';
      ALTER TABLE booking.offers
        ADD CONSTRAINT offers_state_known CHECK (state IN ('open', 'draft', 'cancelled', 'gone'));
      CREATE INDEX offers_label ON booking.offers (kind, label_id, id) WHERE label_id IS NOT NULL;
      CREATE INDEX offers_waitlist_due ON booking.offers (waitlist_due_at) WHERE waitlist_due_at IS NOT NULL;

      CREATE TABLE booking.waitlist (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT waitlist_pkey PRIMARY KEY,
        offer_id bigint NOT NULL,
        person_id bigint NOT NULL,
        quantity integer NOT NULL CONSTRAINT waitlist_quantity_positive CHECK (quantity >= 1),
        status text NOT NULL CONSTRAINT waitlist_status_known
          CHECK (status IN ('waiting', 'offered', 'claimed', 'expired', 'left')),
        joined_at timestamptz NOT NULL,
        passed_over integer NOT NULL DEFAULT 0
          CONSTRAINT waitlist_passed_over_at_most CHECK (passed_over BETWEEN 0 AND 3),
        lapses integer NOT NULL DEFAULT 0 CONSTRAINT waitlist_lapses_at_most CHECK (lapses BETWEEN 0 AND 2),
        booking_id bigint CONSTRAINT waitlist_booking_unique UNIQUE,
        ended_at timestamptz,
        CONSTRAINT waitlist_offer_fkey FOREIGN KEY (offer_id) REFERENCES booking.offers (id),
        CONSTRAINT waitlist_booking_fkey FOREIGN KEY (booking_id) REFERENCES booking.bookings (id),
        CONSTRAINT waitlist_offered_has_booking
          CHECK (CASE WHEN status IN ('offered', 'claimed') THEN booking_id IS NOT NULL ELSE booking_id IS NULL END),
        CONSTRAINT waitlist_ended_is_dated CHECK ((status IN ('claimed', 'expired', 'left')) = (ended_at IS NOT NULL))
      );
      CREATE UNIQUE INDEX waitlist_one_live_per_person ON booking.waitlist (offer_id, person_id)
        WHERE status IN ('waiting', 'offered');
      CREATE INDEX waitlist_queue ON booking.waitlist (offer_id, joined_at, id) INCLUDE (quantity, passed_over)
        WHERE status = 'waiting';
      CREATE INDEX waitlist_person ON booking.waitlist (person_id, joined_at, id);
      COMMENT ON COLUMN booking.waitlist.joined_at IS 'Moves to the end of the queue when an offered seat lapses.';
      COMMENT ON COLUMN booking.offers.waiting IS 'How many entries of its waitlist wait; nothing is sold past them.';
      COMMENT ON COLUMN booking.offers.waitlist_due_at IS 'When its waitlist is to be looked at next.';

      DROP INDEX booking.bookings_person_registered;
      CREATE INDEX bookings_person_registered ON booking.bookings (person_id, registered_at, id)
        INCLUDE (status, kind, ref_id, ends_at, expires_at);
      DROP INDEX booking.bookings_person_starts;
      CREATE INDEX bookings_person_starts ON booking.bookings (person_id, starts_at, id)
        INCLUDE (ends_at, status, kind, ref_id, expires_at);
      CREATE INDEX bookings_person_tickets ON booking.bookings (person_id, offer_id)
        INCLUDE (ref_id, status, expires_at) WHERE kind = 'ticket';
      CREATE INDEX bookings_tickets_registered ON booking.bookings (offer_id, registered_at, id)
        INCLUDE (status, expires_at, ends_at, person_id, kind) WHERE kind = 'ticket';
      CREATE INDEX bookings_checked_in ON booking.bookings (offer_id) INCLUDE (status) WHERE checked_in_at IS NOT NULL;

      CREATE OR REPLACE VIEW booking.offer_seats AS
      SELECT o.kind, o.ref_id, o.id AS offer_id, o.capacity, o.taken - lapsed.seats AS taken,
        CASE WHEN o.capacity IS NOT NULL THEN o.capacity - o.taken + lapsed.seats END AS seats_available,
        o.starts_at, o.ends_at, o.title, o.label_id, o.label_name, o.label_color, o.state, o.visibility,
        o.max_per_booking, o.price_cents, o.currency, o.refund_policy, o.opens_at, o.closes_at, o.organizer_id,
        o.created_at, o.updated_at, o.join_only, o.waiting, o.taken - lapsed.pending AS confirmed
      FROM booking.offers o
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(b.quantity) FILTER (WHERE b.expires_at <= now()), 0)::integer AS seats,
          coalesce(sum(b.quantity), 0)::integer AS pending
        FROM booking.bookings b WHERE b.offer_id = o.id AND b.status = 'pending'
      ) lapsed;

      CREATE VIEW booking.offer_bookings AS
      SELECT o.kind, o.ref_id, o.id AS offer_id, b.id AS booking_id, b.person_id,
        CASE WHEN b.status = 'pending' AND b.expires_at <= now() THEN 'expired'
          WHEN b.status = 'confirmed' AND b.ends_at + CASE b.kind WHEN 'meeting' THEN interval '24 hours'
            ELSE interval '0' END <= now() THEN 'completed'
          ELSE b.status END AS status,
        b.quantity, b.price_cents, b.paid_cents, b.refunded_cents, b.special_requirements, b.registered_at,
        b.confirmed_at, b.cancelled_at, b.checked_in_at, b.starts_at, b.ends_at,
        b.calendar_uid, b.sequence, b.reschedule_count, b.expires_at, b.kind AS booking_kind
      FROM booking.offers o JOIN booking.bookings b ON b.offer_id = o.id;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW booking.offer_bookings;
      DROP VIEW booking.offer_seats;
      DROP TABLE booking.waitlist;
      DROP INDEX booking.bookings_person_tickets, booking.bookings_tickets_registered, booking.bookings_checked_in,
        booking.offers_label;
      DROP INDEX booking.bookings_person_registered;
      CREATE INDEX bookings_person_registered ON booking.bookings (person_id, registered_at, id)
        INCLUDE (status, kind, ref_id);
      DROP INDEX booking.bookings_person_starts;
      CREATE INDEX bookings_person_starts ON booking.bookings (person_id, starts_at, id)
        INCLUDE (ends_at, status, kind, ref_id);
      ALTER TABLE booking.offers DROP CONSTRAINT offers_state_known;
      UPDATE booking.offers SET state = 'cancelled' WHERE state = 'gone';
      ALTER TABLE booking.offers
        ADD CONSTRAINT offers_state_known CHECK (state IN ('open', 'draft', 'closed', 'cancelled'));
      ALTER TABLE booking.offers DROP COLUMN join_only, DROP COLUMN waiting, DROP COLUMN waitlist_due_at;
      CREATE VIEW booking.offer_seats AS
      SELECT o.kind, o.ref_id, o.id AS offer_id, o.capacity, o.taken - lapsed.seats AS taken,
        CASE WHEN o.capacity IS NOT NULL THEN o.capacity - o.taken + lapsed.seats END AS seats_available,
        o.starts_at, o.ends_at, o.title, o.label_id, o.label_name, o.label_color, o.state, o.visibility,
        o.max_per_booking, o.price_cents, o.currency, o.refund_policy, o.opens_at, o.closes_at, o.organizer_id,
        o.created_at, o.updated_at
      FROM booking.offers o
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(b.quantity), 0)::integer AS seats FROM booking.bookings b
        WHERE b.offer_id = o.id AND b.status = 'pending' AND b.expires_at <= now()
      ) lapsed;
    `);
  }
}
