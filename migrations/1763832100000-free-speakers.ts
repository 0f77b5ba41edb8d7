import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A speaker is claimed within an event, and within what its organizer has published: by nobody else's draft. */
export class FreeSpeakers1763832100000 implements MigrationInterface {
  name = 'FreeSpeakers1763832100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE collaboration.sessions ADD COLUMN published_by bigint;
      COMMENT ON COLUMN collaboration.sessions.published_by IS
        'Whose published events its speaker is in one place of; null as long as its event is a draft.';
      UPDATE collaboration.sessions s SET published_by = e.organizer_id FROM collaboration.events e
      WHERE e.id = s.event_id AND e.state <> 'draft';
      ALTER TABLE collaboration.sessions
        DROP CONSTRAINT sessions_speaker_once,
        ADD CONSTRAINT sessions_speaker_once_in_event
          EXCLUDE USING gist (event_id WITH =, speaker_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
          WHERE (speaker_id IS NOT NULL AND released_at IS NULL),
        ADD CONSTRAINT sessions_speaker_once
          EXCLUDE USING gist (published_by WITH =, speaker_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
          WHERE (published_by IS NOT NULL AND speaker_id IS NOT NULL AND released_at IS NULL);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE collaboration.sessions
        DROP CONSTRAINT sessions_speaker_once,
        DROP CONSTRAINT sessions_speaker_once_in_event,
        ADD CONSTRAINT sessions_speaker_once
          EXCLUDE USING gist (speaker_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
          WHERE (speaker_id IS NOT NULL AND released_at IS NULL);
      ALTER TABLE collaboration.sessions DROP COLUMN published_by;
    `);
  }
}
