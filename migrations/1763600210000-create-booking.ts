import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The booking kernel: offers of seats, bookings, claims on people's time, and the view of seats that others join. */
export class CreateBooking1763600210000 implements MigrationInterface {
  name = 'CreateBooking1763600210000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA booking;

      CREATE TABLE booking.offers (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT offers_pkey PRIMARY KEY,
        kind text NOT NULL CONSTRAINT offers_kind_known CHECK (kind IN ('slot', 'event', 'occurrence')),
        ref_id bigint NOT NULL,
        title text NOT NULL,
        label_id bigint,
        label_name text,
        label_color text,
        state text NOT NULL CONSTRAINT offers_state_known CHECK (state IN ('open', 'draft', 'closed', 'cancelled')),
        visibility text NOT NULL CONSTRAINT offers_visibility_known CHECK (visibility IN ('public', 'invited')),
        capacity integer,
        taken integer NOT NULL DEFAULT 0,
        max_per_booking integer NOT NULL CONSTRAINT offers_some_per_booking CHECK (max_per_booking >= 1),
        price_cents integer NOT NULL CONSTRAINT offers_price_not_negative CHECK (price_cents >= 0),
        currency text NOT NULL,
        refund_policy jsonb,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        opens_at timestamptz,
        closes_at timestamptz NOT NULL,
        organizer_id bigint,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT offers_subject_unique UNIQUE (kind, ref_id),
        CONSTRAINT offers_seats_within_capacity CHECK (taken >= 0 AND (capacity IS NULL OR taken <= capacity)),
        CONSTRAINT offers_open_in_order CHECK (state <> 'open' OR starts_at < ends_at)
      ) WITH (fillfactor = 70);
      CREATE INDEX offers_open_starts ON booking.offers (kind, label_id, starts_at) WHERE state = 'open';
      CREATE INDEX offers_organizer ON booking.offers (organizer_id) WHERE organizer_id IS NOT NULL;

      CREATE TABLE booking.bookings (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT bookings_pkey PRIMARY KEY,
        kind text NOT NULL CONSTRAINT bookings_kind_known CHECK (kind IN ('slot', 'appointment', 'ticket', 'meeting')),
        status text NOT NULL CONSTRAINT bookings_status_known
          CHECK (status IN ('pending', 'confirmed', 'completed', 'no_show', 'cancelled', 'expired')),
        offer_id bigint,
        ref_id bigint,
        label_id bigint,
        person_id bigint,
        host_id bigint,
        quantity integer NOT NULL CONSTRAINT bookings_quantity_positive CHECK (quantity >= 1),
        price_cents integer NOT NULL CONSTRAINT bookings_price_not_negative CHECK (price_cents >= 0),
        currency text NOT NULL,
        paid_cents integer NOT NULL DEFAULT 0 CONSTRAINT bookings_paid_not_negative CHECK (paid_cents >= 0),
        refunded_cents integer NOT NULL DEFAULT 0,
        refund_policy jsonb,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        buffer_before_minutes integer NOT NULL DEFAULT 0,
        buffer_after_minutes integer NOT NULL DEFAULT 0,
        expires_at timestamptz,
        access_token uuid NOT NULL CONSTRAINT bookings_access_token_unique UNIQUE,
        calendar_uid uuid NOT NULL,
        sequence integer NOT NULL DEFAULT 0,
        reschedule_count integer NOT NULL DEFAULT 0,
        special_requirements text NOT NULL DEFAULT '',
        registered_at timestamptz NOT NULL,
        confirmed_at timestamptz,
        cancelled_at timestamptz,
        completed_at timestamptz,
        checked_in_at timestamptz,
        cancelled_by bigint,
        cancel_cause text,
        cancel_reason text,
        CONSTRAINT bookings_offer_fkey FOREIGN KEY (offer_id) REFERENCES booking.offers (id),
        CONSTRAINT bookings_in_order CHECK (starts_at < ends_at),
        CONSTRAINT bookings_buffers_not_negative CHECK (buffer_before_minutes >= 0 AND buffer_after_minutes >= 0),
        CONSTRAINT bookings_refunds_within_paid CHECK (refunded_cents >= 0 AND refunded_cents <= paid_cents),
        CONSTRAINT bookings_pending_expires CHECK (status <> 'pending' OR expires_at IS NOT NULL),
        CONSTRAINT bookings_confirmed_is_dated
          CHECK (status NOT IN ('confirmed', 'completed', 'no_show') OR confirmed_at IS NOT NULL),
        CONSTRAINT bookings_cancelled_is_dated CHECK (status <> 'cancelled' OR cancelled_at IS NOT NULL),
        CONSTRAINT bookings_completed_is_dated CHECK (status <> 'completed' OR completed_at IS NOT NULL),
        CONSTRAINT bookings_claim_something CHECK (kind IN ('appointment', 'meeting') OR offer_id IS NOT NULL)
      );
      CREATE UNIQUE INDEX bookings_one_live_per_person ON booking.bookings (offer_id, person_id)
        WHERE status IN ('pending', 'confirmed');
      CREATE INDEX bookings_offer ON booking.bookings (offer_id, status, expires_at);
      CREATE INDEX bookings_person_registered ON booking.bookings (person_id, registered_at, id)
        INCLUDE (status, kind, ref_id);
      CREATE INDEX bookings_person_starts ON booking.bookings (person_id, starts_at, id)
        INCLUDE (ends_at, status, kind, ref_id);
      CREATE INDEX bookings_host_starts ON booking.bookings (host_id, starts_at, id)
        INCLUDE (ends_at, status, kind) WHERE host_id IS NOT NULL;
      CREATE INDEX bookings_registered ON booking.bookings (registered_at, id);
      CREATE INDEX bookings_starts ON booking.bookings (starts_at, id) INCLUDE (label_id, person_id);
      CREATE INDEX bookings_label_registered ON booking.bookings (label_id, registered_at, id)
        INCLUDE (starts_at, person_id) WHERE label_id IS NOT NULL;
      CREATE INDEX bookings_due_holds ON booking.bookings (expires_at) WHERE status = 'pending';
      CREATE INDEX bookings_due_completion ON booking.bookings (ends_at) WHERE status = 'confirmed';

      CREATE TABLE booking.time_claims (
        booking_id bigint NOT NULL,
        person_id bigint NOT NULL,
        kind text NOT NULL CONSTRAINT time_claims_kind_known CHECK (kind IN ('core', 'guard')),
        claim bigint NOT NULL,
        during tstzrange NOT NULL CONSTRAINT time_claims_not_empty CHECK (NOT isempty(during)),
        CONSTRAINT time_claims_pkey PRIMARY KEY (booking_id, person_id, kind),
        CONSTRAINT time_claims_booking_fkey FOREIGN KEY (booking_id) REFERENCES booking.bookings (id),
        CONSTRAINT time_claims_no_overlap
          EXCLUDE USING gist (person_id WITH =, during WITH &&, claim WITH <>, kind WITH <>)
      );
      COMMENT ON COLUMN booking.time_claims.claim IS
        'The booking''s id, or minus the id of the offer whose session several bookings share.';

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

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA booking CASCADE');
  }
}
