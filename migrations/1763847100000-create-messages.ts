import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What two people write to each other, and each one's side of it. */
export class CreateMessages1763847100000 implements MigrationInterface {
  name = 'CreateMessages1763847100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE messaging.conversations (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT conversations_pkey PRIMARY KEY,
        low_id bigint NOT NULL,
        high_id bigint NOT NULL,
        messages_count bigint NOT NULL,
        last_message_at timestamptz NOT NULL,
        CONSTRAINT conversations_of_two UNIQUE (low_id, high_id),
        CONSTRAINT conversations_not_with_oneself CHECK (low_id < high_id)
      );

      CREATE TABLE messaging.messages (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT messages_pkey PRIMARY KEY,
        conversation_id bigint NOT NULL
          CONSTRAINT messages_conversation_fkey REFERENCES messaging.conversations (id) ON DELETE CASCADE,
        place bigint NOT NULL,
        sender_id bigint NOT NULL,
        receiver_id bigint NOT NULL,
        content text NOT NULL CONSTRAINT messages_content_length CHECK (length(content) <= 5000),
        read_at timestamptz,
        created_at timestamptz NOT NULL,
        CONSTRAINT messages_in_their_places UNIQUE (conversation_id, place)
      );
      CREATE INDEX messages_sent ON messaging.messages (sender_id, id);
      CREATE INDEX messages_received ON messaging.messages (receiver_id, id);
      CREATE INDEX messages_unread ON messaging.messages (conversation_id, place) WHERE read_at IS NULL;
      CREATE INDEX messages_sent_unread ON messaging.messages (sender_id, id) WHERE read_at IS NULL;
      CREATE INDEX messages_received_unread ON messaging.messages (receiver_id, id) WHERE read_at IS NULL;

      CREATE TABLE messaging.correspondences (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT correspondences_pkey PRIMARY KEY,
        person_id bigint NOT NULL,
        peer_id bigint NOT NULL,
        conversation_id bigint NOT NULL
          CONSTRAINT correspondences_conversation_fkey REFERENCES messaging.conversations (id) ON DELETE CASCADE,
        unread_count bigint NOT NULL CONSTRAINT correspondences_unread_count CHECK (unread_count >= 0),
        last_message_id bigint NOT NULL,
        mailed_at timestamptz,
        mail_due_at timestamptz,
        CONSTRAINT correspondences_once UNIQUE (person_id, peer_id)
      );
      CREATE INDEX correspondences_newest ON messaging.correspondences (person_id, last_message_id);
      CREATE INDEX correspondences_of_conversation ON messaging.correspondences (conversation_id);
      CREATE INDEX correspondences_to_mail ON messaging.correspondences (mail_due_at)
        WHERE mail_due_at IS NOT NULL;
      COMMENT ON TABLE messaging.correspondences IS 'A conversation as one of the two sees it';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE messaging.correspondences, messaging.messages, messaging.conversations');
  }
}
