import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a host's booking pages offer. */
export class CreateEventTypes1763860100000 implements MigrationInterface {
  name = 'CreateEventTypes1763860100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE scheduling.event_types (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT event_types_pkey PRIMARY KEY,
        owner_id bigint NOT NULL,
        slug text NOT NULL CONSTRAINT event_types_slug_formed CHECK (slug ~ '^[a-z0-9](-?[a-z0-9])*$'),
        name text NOT NULL,
        description text NOT NULL DEFAULT '',
        duration integer NOT NULL CONSTRAINT event_types_duration_bounded CHECK (duration BETWEEN 1 AND 1440),
        duration_options integer[] NOT NULL DEFAULT '{}',
        slot_interval integer CONSTRAINT event_types_interval_bounded CHECK (slot_interval BETWEEN 1 AND 1440),
        buffer_before integer NOT NULL DEFAULT 0,
        buffer_after integer NOT NULL DEFAULT 0,
        minimum_notice integer NOT NULL DEFAULT 0,
        cancellation_notice integer NOT NULL DEFAULT 0,
        booking_window_type text NOT NULL DEFAULT 'days' CONSTRAINT event_types_window_known
          CHECK (booking_window_type IN ('unlimited', 'days', 'business_days', 'range')),
        booking_window_days integer NOT NULL DEFAULT 60,
        booking_window_start date,
        booking_window_end date,
        max_bookings_per_day integer,
        max_bookings_per_week integer,
        max_attendees integer NOT NULL DEFAULT 1,
        location_type text NOT NULL DEFAULT 'custom' CONSTRAINT event_types_location_known
          CHECK (location_type IN ('video', 'phone', 'in_person', 'custom')),
        location text NOT NULL DEFAULT '',
        requires_confirmation boolean NOT NULL DEFAULT false,
        price_cents bigint NOT NULL DEFAULT 0
          CONSTRAINT event_types_price_not_negative CHECK (price_cents >= 0),
        currency text NOT NULL DEFAULT 'USD'
          CONSTRAINT event_types_currency_known CHECK (currency ~ '^[A-Z]{3}$'),
        refund_policy jsonb,
        is_active boolean NOT NULL DEFAULT true,
        is_public boolean NOT NULL DEFAULT true,
        color text NOT NULL,
        custom_questions jsonb NOT NULL DEFAULT '[]',
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        deleted_at timestamptz,
        CONSTRAINT event_types_duration_offered
          CHECK (duration_options = '{}' OR duration = ANY (duration_options)),
        CONSTRAINT event_types_buffers_not_negative CHECK (least(buffer_before, buffer_after) >= 0),
        CONSTRAINT event_types_notice_not_negative CHECK (least(minimum_notice, cancellation_notice) >= 0),
        CONSTRAINT event_types_window_in_order
          CHECK (booking_window_days >= 0 AND booking_window_start <= booking_window_end),
        CONSTRAINT event_types_limits_positive
          CHECK (least(max_attendees, max_bookings_per_day, max_bookings_per_week) >= 1)
      );
      COMMENT ON COLUMN scheduling.event_types.slot_interval IS 'Null: the duration.';
      COMMENT ON COLUMN scheduling.event_types.price_cents IS 'Of one seat.';
      COMMENT ON COLUMN scheduling.event_types.deleted_at IS 'The row stays for what was booked of it.';
      CREATE UNIQUE INDEX event_types_slug_once ON scheduling.event_types (owner_id, slug)
        WHERE deleted_at IS NULL;
      CREATE INDEX event_types_own ON scheduling.event_types (owner_id, id) WHERE deleted_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE scheduling.event_types');
  }
}
