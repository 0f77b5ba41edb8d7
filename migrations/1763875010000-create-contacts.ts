import type { MigrationInterface, QueryRunner } from 'typeorm';

const SEARCHED = "name || ' ' || email || ' ' || phone || ' ' || company";

/** Whom people book with, or have entered themselves: one for each owner and address. */
export class CreateContacts1763875010000 implements MigrationInterface {
  name = 'CreateContacts1763875010000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE messaging.contacts (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT contacts_pkey PRIMARY KEY,
        owner_id bigint NOT NULL,
        email text NOT NULL,
        name text NOT NULL,
        phone text NOT NULL,
        company text NOT NULL,
        notes text NOT NULL,
        tags text[] NOT NULL DEFAULT '{}',
        tag_keys text[] NOT NULL DEFAULT '{}',
        timezone text,
        source text NOT NULL
          CONSTRAINT contacts_source_known CHECK (source IN ('booking', 'manual', 'import', 'incoming')),
        is_name_booked boolean NOT NULL DEFAULT false,
        is_timezone_booked boolean NOT NULL DEFAULT false,
        bookings_count bigint NOT NULL DEFAULT 0,
        last_booking_at timestamptz,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        search_words tsvector GENERATED ALWAYS AS (to_tsvector('simple', platform.search_text(${SEARCHED}))) STORED,
        CONSTRAINT contacts_once UNIQUE (owner_id, email)
      );
      COMMENT ON COLUMN messaging.contacts.is_name_booked IS 'A booking brought it, so that a later one may change it.';
      CREATE INDEX contacts_email ON messaging.contacts (email);
      CREATE INDEX contacts_made ON messaging.contacts (owner_id, created_at, id);
      CREATE INDEX contacts_name ON messaging.contacts (owner_id, name, id);
      CREATE INDEX contacts_bookings ON messaging.contacts (owner_id, bookings_count, id);
      CREATE INDEX contacts_last_booking ON messaging.contacts (owner_id, coalesce(last_booking_at, '-infinity'), id);
      CREATE INDEX contacts_tags ON messaging.contacts USING gin (tag_keys);
      CREATE INDEX contacts_search ON messaging.contacts USING gin (platform.search_text(${SEARCHED}) gin_trgm_ops);
      CREATE INDEX contacts_words ON messaging.contacts USING gin (search_words);
      CREATE INDEX contacts_signs ON messaging.contacts
        USING gin (platform.search_signs(platform.search_text(${SEARCHED})));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE messaging.contacts');
  }
}
