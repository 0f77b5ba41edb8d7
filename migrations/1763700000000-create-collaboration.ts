import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Events of both kinds, gatherings and ticketed ones, and who is invited to them. */
export class CreateCollaboration1763700000000 implements MigrationInterface {
  name = 'CreateCollaboration1763700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA collaboration;

      CREATE TABLE collaboration.events (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT events_pkey PRIMARY KEY,
        kind text NOT NULL CONSTRAINT events_kind_known CHECK (kind IN ('gathering', 'ticketed')),
        organizer_id bigint NOT NULL,
        title text NOT NULL,
        description text NOT NULL DEFAULT '',
        category text CONSTRAINT events_category_known CHECK (
          category IN ('workshop', 'webinar', 'conference', 'masterclass', 'meetup', 'training')),
        location text NOT NULL DEFAULT '',
        is_online boolean NOT NULL DEFAULT false,
        online_url text NOT NULL DEFAULT '',
        tags text NOT NULL DEFAULT '',
        cover text,
        visibility text NOT NULL CONSTRAINT events_visibility_known CHECK (visibility IN ('public', 'invited')),
        state text NOT NULL CONSTRAINT events_state_known CHECK (state IN ('draft', 'open', 'cancelled')),
        phase text NOT NULL DEFAULT 'ahead' CONSTRAINT events_phase_known CHECK (phase IN ('ahead', 'ongoing', 'over')),
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        registration_deadline timestamptz,
        capacity integer CONSTRAINT events_capacity_positive CHECK (capacity > 0),
        price_cents integer NOT NULL DEFAULT 0 CONSTRAINT events_price_not_negative CHECK (price_cents >= 0),
        currency text NOT NULL DEFAULT 'USD' CONSTRAINT events_currency_known CHECK (currency ~ '^[A-Z]{3}$'),
        refund_policy jsonb,
        calendar_uid uuid NOT NULL DEFAULT gen_random_uuid(),
        sequence integer NOT NULL DEFAULT 0,
        published_at timestamptz,
        cancelled_at timestamptz,
        cancel_reason text,
        deleted_at timestamptz,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT events_open_in_order CHECK (state = 'draft' OR starts_at < ends_at),
        CONSTRAINT events_deadline_by_the_start
          CHECK (state = 'draft' OR registration_deadline IS NULL OR registration_deadline <= starts_at),
        CONSTRAINT events_gatherings_are_free CHECK (kind = 'ticketed' OR price_cents = 0),
        CONSTRAINT events_cancelled_is_dated CHECK (state <> 'cancelled' OR cancelled_at IS NOT NULL)
      );
      CREATE INDEX events_organizer ON collaboration.events (organizer_id, starts_at, id)
        INCLUDE (created_at, ends_at, state, visibility, kind) WHERE deleted_at IS NULL;
      CREATE INDEX events_starts ON collaboration.events (starts_at, id)
        INCLUDE (ends_at, state, visibility, kind, category, is_online) WHERE deleted_at IS NULL;
      CREATE INDEX events_created ON collaboration.events (created_at, id)
        INCLUDE (starts_at, ends_at, state, visibility, kind, category, is_online) WHERE deleted_at IS NULL;
      CREATE INDEX events_price ON collaboration.events (price_cents, id)
        INCLUDE (starts_at, ends_at, state, visibility, kind, category, is_online) WHERE deleted_at IS NULL;
      CREATE INDEX events_category ON collaboration.events (category, starts_at, id)
        INCLUDE (ends_at, state, visibility, kind, is_online) WHERE deleted_at IS NULL;
      CREATE INDEX events_drafts ON collaboration.events (starts_at, id)
        WHERE state = 'draft' AND deleted_at IS NULL;
      CREATE INDEX events_cancelled ON collaboration.events (starts_at, id) INCLUDE (visibility)
        WHERE state = 'cancelled' AND deleted_at IS NULL;
      CREATE INDEX events_to_end ON collaboration.events (ends_at)
        WHERE state = 'open' AND phase = 'ongoing' AND deleted_at IS NULL;
      CREATE INDEX events_to_start ON collaboration.events (starts_at)
        WHERE state = 'open' AND phase = 'ahead' AND deleted_at IS NULL;
      CREATE INDEX events_search ON collaboration.events
        USING gin ((title || ' ' || description || ' ' || tags) gin_trgm_ops);
      CREATE INDEX events_words ON collaboration.events
        USING gin (to_tsvector('simple', title || ' ' || description || ' ' || tags));

      CREATE TABLE collaboration.invitations (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT invitations_pkey PRIMARY KEY,
        event_id bigint NOT NULL,
        person_id bigint,
        email text,
        invited_by bigint NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT invitations_event_fkey FOREIGN KEY (event_id) REFERENCES collaboration.events (id),
        CONSTRAINT invitations_person_unique UNIQUE (event_id, person_id),
        CONSTRAINT invitations_email_unique UNIQUE (event_id, email),
        CONSTRAINT invitations_for_somebody CHECK ((person_id IS NULL) <> (email IS NULL))
      );
      CREATE INDEX invitations_person ON collaboration.invitations (person_id) WHERE person_id IS NOT NULL;
      CREATE INDEX invitations_email ON collaboration.invitations (email) WHERE email IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA collaboration CASCADE');
  }
}
