import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people were told, what they want to be told, and how far reminders have come. */
export class CreateNotifications1763700100000 implements MigrationInterface {
  name = 'CreateNotifications1763700100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA messaging;

      CREATE TABLE messaging.notifications (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT notifications_pkey PRIMARY KEY,
        person_id bigint NOT NULL,
        kind text NOT NULL,
        subject text NOT NULL,
        occurrence text NOT NULL,
        actor_id bigint,
        title text NOT NULL,
        message text NOT NULL,
        event_id bigint,
        event_title text,
        related_id bigint,
        in_app boolean NOT NULL,
        read_at timestamptz,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT notifications_once UNIQUE (person_id, kind, subject, occurrence)
      );
      CREATE INDEX notifications_of_person ON messaging.notifications (person_id, created_at, id)
        INCLUDE (kind, event_id) WHERE in_app;
      CREATE INDEX notifications_unread ON messaging.notifications (person_id, created_at, id)
        INCLUDE (kind, event_id) WHERE in_app AND read_at IS NULL;
      COMMENT ON COLUMN messaging.notifications.actor_id IS
        'Whose name the message begins with; names are not kept, so that they go with their account.';
      COMMENT ON COLUMN messaging.notifications.in_app IS
        'False where the person does not want to see it: the row then only says that it was handled.';

      CREATE TABLE messaging.preferences (
        person_id bigint NOT NULL,
        kind text NOT NULL,
        channel text NOT NULL CONSTRAINT preferences_channel_known CHECK (channel IN ('in_app', 'email')),
        enabled boolean NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT preferences_pkey PRIMARY KEY (person_id, kind, channel)
      );

      CREATE TABLE messaging.reminder_progress (
        only_row boolean CONSTRAINT reminder_progress_pkey PRIMARY KEY DEFAULT true,
        up_to timestamptz NOT NULL,
        CONSTRAINT reminder_progress_one_row CHECK (only_row)
      );
      INSERT INTO messaging.reminder_progress (up_to) VALUES (now());
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA messaging CASCADE');
  }
}
