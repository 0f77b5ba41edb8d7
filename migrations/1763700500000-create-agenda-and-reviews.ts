import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The sessions of an event, what people think of events, and what organizers told those who booked. */
export class CreateAgendaAndReviews1763700500000 implements MigrationInterface {
  name = 'CreateAgendaAndReviews1763700500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE collaboration.sessions (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT sessions_pkey PRIMARY KEY,
        event_id bigint NOT NULL,
        title text NOT NULL,
        description text NOT NULL DEFAULT '',
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        speaker_id bigint,
        speaker_name text NOT NULL DEFAULT '',
        room_or_link text NOT NULL DEFAULT '',
        released_at timestamptz,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT sessions_event_fkey FOREIGN KEY (event_id) REFERENCES collaboration.events (id),
        CONSTRAINT sessions_in_order CHECK (starts_at < ends_at),
        CONSTRAINT sessions_speaker_once
          EXCLUDE USING gist (speaker_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
          WHERE (speaker_id IS NOT NULL AND released_at IS NULL),
        CONSTRAINT sessions_room_once
          EXCLUDE USING gist (event_id WITH =, lower(regexp_replace(room_or_link, '\\s+', '', 'g')) WITH =,
            tstzrange(starts_at, ends_at) WITH &&)
          WHERE (room_or_link <> '' AND released_at IS NULL)
      );
      COMMENT ON COLUMN collaboration.sessions.released_at IS
        'Since when its event is cancelled or deleted: speaker and room are free for others.';
      CREATE INDEX sessions_event_starts ON collaboration.sessions (event_id, starts_at, id);
      CREATE INDEX sessions_starts ON collaboration.sessions (starts_at, id);
      CREATE INDEX sessions_speaker ON collaboration.sessions (speaker_id, starts_at, id) WHERE speaker_id IS NOT NULL;

      CREATE TABLE collaboration.reviews (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT reviews_pkey PRIMARY KEY,
        subject_kind text NOT NULL CONSTRAINT reviews_subject_kind_known CHECK (subject_kind IN ('event')),
        subject_id bigint NOT NULL,
        author_id bigint NOT NULL,
        reviewee_id bigint NOT NULL,
        rating smallint NOT NULL CONSTRAINT reviews_rating_in_range CHECK (rating BETWEEN 1 AND 5),
        title text NOT NULL DEFAULT '',
        body text NOT NULL DEFAULT '',
        helpful_count integer NOT NULL DEFAULT 0 CONSTRAINT reviews_helpful_not_negative CHECK (helpful_count >= 0),
        unhelpful_count integer NOT NULL DEFAULT 0
          CONSTRAINT reviews_unhelpful_not_negative CHECK (unhelpful_count >= 0),
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT reviews_one_per_author UNIQUE (subject_kind, subject_id, author_id),
        CONSTRAINT reviews_not_of_oneself CHECK (author_id <> reviewee_id)
      ) WITH (fillfactor = 85);
      CREATE INDEX reviews_created ON collaboration.reviews (subject_kind, created_at, id);
      CREATE INDEX reviews_rating_created ON collaboration.reviews (subject_kind, rating, created_at, id);
      CREATE INDEX reviews_subject_created ON collaboration.reviews (subject_kind, subject_id, created_at, id)
        INCLUDE (rating, author_id);
      CREATE INDEX reviews_author_created ON collaboration.reviews (author_id, created_at, id) INCLUDE (subject_kind);
      CREATE INDEX reviews_reviewee_created ON collaboration.reviews (reviewee_id, created_at, id) INCLUDE (subject_kind);
      CREATE INDEX reviews_title ON collaboration.reviews USING gin (title gin_trgm_ops);

      CREATE TABLE collaboration.review_marks (
        review_id bigint NOT NULL,
        person_id bigint NOT NULL,
        is_helpful boolean NOT NULL,
        marked_at timestamptz NOT NULL,
        CONSTRAINT review_marks_pkey PRIMARY KEY (review_id, person_id),
        CONSTRAINT review_marks_review_fkey FOREIGN KEY (review_id) REFERENCES collaboration.reviews (id) ON DELETE CASCADE
      );
      CREATE INDEX review_marks_person ON collaboration.review_marks (person_id);

      CREATE TABLE collaboration.announcements (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT announcements_pkey PRIMARY KEY,
        event_id bigint NOT NULL,
        author_id bigint NOT NULL,
        subject text NOT NULL,
        message text NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT announcements_event_fkey FOREIGN KEY (event_id) REFERENCES collaboration.events (id)
      );
      CREATE INDEX announcements_event_created ON collaboration.announcements (event_id, created_at);
      CREATE INDEX announcements_author ON collaboration.announcements (author_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE collaboration.announcements, collaboration.review_marks, collaboration.reviews,
      collaboration.sessions`);
  }
}
