import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { PersonalData } from '../../platform/registries/personal-data.js';

const EXPORTED_AT_MOST = 50_000;

/** What a person wrote goes; what others wrote to them stays theirs, until both are erased. */
@Injectable()
export class MessagesPersonalData extends PersonalData {
  constructor(private readonly db: Database) {
    super();
  }

  async export(personId: number): Promise<Record<string, unknown>> {
    const messages = await this.db.query(
      `SELECT id, conversation_id, place, sender_id, receiver_id, content, read_at, created_at
       FROM (SELECT * FROM messaging.messages WHERE sender_id = $personId
         UNION ALL SELECT * FROM messaging.messages WHERE receiver_id = $personId) m
       ORDER BY id DESC LIMIT ${EXPORTED_AT_MOST}`,
      { personId },
    );
    const conversations = await this.db.query(
      `SELECT c.conversation_id AS id, c.person_id, c.peer_id, c.unread_count, c.last_message_id, c.mailed_at,
         c.mail_due_at, of.low_id, of.high_id, of.messages_count, of.last_message_at
       FROM messaging.correspondences c JOIN messaging.conversations of ON of.id = c.conversation_id
       WHERE c.person_id = $personId ORDER BY c.last_message_id DESC LIMIT ${EXPORTED_AT_MOST}`,
      { personId },
    );
    return { messages, conversations };
  }

  async erase(tx: Tx, personId: number): Promise<void> {
    await tx.query(
      `SELECT FROM messaging.conversations WHERE id IN (
         SELECT conversation_id FROM messaging.correspondences WHERE person_id = $personId)
       ORDER BY id FOR UPDATE`,
      { personId },
    );
    await tx.query(`UPDATE messaging.messages SET content = '' WHERE sender_id = $personId AND content <> ''`, {
      personId,
    });
    await tx.query(
      `WITH own AS (
         DELETE FROM messaging.correspondences WHERE person_id = $personId RETURNING conversation_id, peer_id)
       DELETE FROM messaging.conversations c USING own WHERE c.id = own.conversation_id
         AND NOT EXISTS (SELECT FROM messaging.correspondences other
           WHERE other.person_id = own.peer_id AND other.peer_id = $personId)`,
      { personId },
    );
  }
}
