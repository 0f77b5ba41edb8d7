import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What those who came to a ticketed event can show afterwards. */
export class CreateCertificates1763700600000 implements MigrationInterface {
  name = 'CreateCertificates1763700600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE collaboration.certificates (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT certificates_pkey PRIMARY KEY,
        event_id bigint NOT NULL,
        person_id bigint NOT NULL,
        certificate_number text NOT NULL CONSTRAINT certificates_number_unique UNIQUE,
        organizer_id bigint NOT NULL,
        event_title text NOT NULL,
        event_starts_at timestamptz NOT NULL,
        event_ends_at timestamptz NOT NULL,
        minutes integer NOT NULL
          CONSTRAINT certificates_quarter_hours CHECK (minutes >= 0 AND minutes % 15 = 0),
        skill_tags text NOT NULL DEFAULT '',
        issued_at timestamptz NOT NULL,
        downloaded_at timestamptz,
        withdrawn_at timestamptz,
        CONSTRAINT certificates_event_fkey FOREIGN KEY (event_id) REFERENCES collaboration.events (id),
        CONSTRAINT certificates_one_per_person UNIQUE (event_id, person_id)
      );
      CREATE INDEX certificates_person_issued ON collaboration.certificates (person_id, issued_at, id);
      COMMENT ON COLUMN collaboration.certificates.withdrawn_at IS
        'Since when the mark at the door is taken back; the number stays, for the case that it is set again.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE collaboration.certificates');
  }
}
