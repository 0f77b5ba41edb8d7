import type { MigrationInterface, QueryRunner } from 'typeorm';

const BLOCKED = 'starts_at, ends_at, owner_id';

/** Calendars that people have elsewhere, what is in them, and which bookings were written there. */
export class CreateCalendars1763882000000 implements MigrationInterface {
  name = 'CreateCalendars1763882000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE integrations.calendar_connections (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT calendar_connections_pkey PRIMARY KEY,
        owner_id bigint NOT NULL,
        provider text NOT NULL CONSTRAINT calendar_connections_provider_known
          CHECK (provider IN ('google_calendar', 'microsoft_365', 'caldav', 'ics')),
        account_key text NOT NULL,
        account_email text,
        sealed_credentials bytea NOT NULL,
        credentials_revision integer NOT NULL DEFAULT 1,
        status text NOT NULL CONSTRAINT calendar_connections_status_known
          CHECK (status IN ('syncing', 'active', 'error')),
        last_error text,
        attempts integer NOT NULL DEFAULT 0,
        next_attempt_at timestamptz NOT NULL,
        last_synced_at timestamptz,
        told_at timestamptz,
        created_at timestamptz NOT NULL,
        CONSTRAINT calendar_connections_once UNIQUE (owner_id, provider, account_key)
      );
      COMMENT ON COLUMN integrations.calendar_connections.attempts IS 'Readings since the last good one.';
      CREATE INDEX calendar_connections_due ON integrations.calendar_connections (next_attempt_at);

      CREATE TABLE integrations.calendars (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT calendars_pkey PRIMARY KEY,
        connection_id bigint NOT NULL CONSTRAINT calendars_connection_fkey
          REFERENCES integrations.calendar_connections (id) ON DELETE CASCADE,
        owner_id bigint NOT NULL,
        remote_id text NOT NULL,
        name text NOT NULL,
        timezone text,
        is_primary boolean NOT NULL,
        is_writable boolean NOT NULL,
        blocks boolean NOT NULL,
        writes boolean NOT NULL CONSTRAINT calendars_writable CHECK (is_writable OR NOT writes),
        cursor text,
        whole_read_at timestamptz,
        CONSTRAINT calendars_once UNIQUE (connection_id, remote_id)
      );
      CREATE UNIQUE INDEX calendars_one_writes ON integrations.calendars (owner_id) WHERE writes;

      CREATE TABLE integrations.calendar_entries (
        calendar_id bigint NOT NULL CONSTRAINT calendar_entries_calendar_fkey
          REFERENCES integrations.calendars (id) ON DELETE CASCADE,
        remote_id text NOT NULL,
        uid text NOT NULL,
        busy tstzmultirange NOT NULL,
        CONSTRAINT calendar_entries_pkey PRIMARY KEY (calendar_id, remote_id)
      );
      COMMENT ON TABLE integrations.calendar_entries IS 'What the last readings found that takes time.';

      CREATE TABLE integrations.written_bookings (
        booking_id bigint CONSTRAINT written_bookings_pkey PRIMARY KEY,
        owner_id bigint NOT NULL,
        calendar_id bigint NOT NULL CONSTRAINT written_bookings_calendar_fkey
          REFERENCES integrations.calendars (id) ON DELETE CASCADE,
        remote_id text,
        starts_at timestamptz,
        ends_at timestamptz,
        written_at timestamptz,
        is_due boolean NOT NULL DEFAULT true,
        attempts integer NOT NULL DEFAULT 0,
        next_attempt_at timestamptz NOT NULL,
        last_error text
      );
      COMMENT ON TABLE integrations.written_bookings IS
        'Where a booking stands in its host''s calendar, and with which times; without a remote_id not yet.';
      CREATE INDEX written_bookings_due ON integrations.written_bookings (next_attempt_at) WHERE is_due;
      CREATE INDEX written_bookings_calendar ON integrations.written_bookings (calendar_id, remote_id);

      CREATE TABLE scheduling.calendar_times (
        owner_id bigint NOT NULL,
        calendar_id bigint NOT NULL,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        CONSTRAINT calendar_times_pkey PRIMARY KEY (calendar_id, starts_at),
        CONSTRAINT calendar_times_in_order CHECK (ends_at > starts_at)
      );
      COMMENT ON TABLE scheduling.calendar_times IS
        'When a calendar that somebody has elsewhere takes their time; its ids are those of integrations.calendars.';
      CREATE INDEX calendar_times_during ON scheduling.calendar_times
        USING gist (owner_id, tstzrange(starts_at, ends_at));

      CREATE TABLE scheduling.calendar_readings (
        calendar_id bigint CONSTRAINT calendar_readings_pkey PRIMARY KEY,
        owner_id bigint NOT NULL,
        read_at timestamptz NOT NULL
      );
      CREATE INDEX calendar_readings_owner ON scheduling.calendar_readings (owner_id);

      CREATE VIEW scheduling.taken_times AS
      SELECT ${BLOCKED}, id, false AS is_of_calendar FROM scheduling.blocked_times
      UNION ALL
      SELECT ${BLOCKED}, calendar_id, true FROM scheduling.calendar_times;
      COMMENT ON VIEW scheduling.taken_times IS 'What people and their calendars say is taken; bookings apart.';

      CREATE FUNCTION scheduling.count_calendar_owners() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM platform.raise_revision('time', o.owner_id) FROM (SELECT DISTINCT owner_id FROM changed) o;
        RETURN NULL;
      END $$;
      ${['INSERT', 'DELETE'].map((event) => counting(event)).join('')}
      CREATE TRIGGER calendar_times_count_changes_update AFTER UPDATE ON scheduling.calendar_times
        FOR EACH ROW EXECUTE FUNCTION scheduling.count_owner();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW scheduling.taken_times;
      DROP TABLE scheduling.calendar_readings, scheduling.calendar_times, integrations.written_bookings,
        integrations.calendar_entries, integrations.calendars, integrations.calendar_connections;
      DROP FUNCTION scheduling.count_calendar_owners;
    `);
  }
}

/** Once for a reading, however many thousand times it brings. */
function counting(event: string): string {
  const rows = event === 'INSERT' ? 'NEW' : 'OLD';
  return `
      CREATE TRIGGER calendar_times_count_changes_${event.toLowerCase()} AFTER ${event} ON scheduling.calendar_times
        REFERENCING ${rows} TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION scheduling.count_calendar_owners();`;
}
