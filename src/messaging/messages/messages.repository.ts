import { Injectable } from '@nestjs/common';
import { columnList } from '../../platform/database/column-list.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { currentRequest } from '../../platform/context/request-context.js';
import { Outbox } from '../../platform/events/outbox.js';
import { publishSql } from '../../platform/events/payload-sql.js';
import { MessageSent, MessagesWaiting } from '../messaging.events.js';
import { Message } from './message.entity.js';

/** Whoever writes and reads line by line is mailed of it once in this time. */
const MAIL_EVERY = `interval '15 minutes'`;
const RECENTLY_MAILED = `coalesce(c.mailed_at > $now::timestamptz - ${MAIL_EVERY}, false)`;

const SENT = {
  messageId: 'message.id',
  conversationId: 'message.conversation_id',
  senderId: 'message.sender_id',
  receiverId: 'message.receiver_id',
  isFirstUnread: 'received.unread_count = 1',
  isMailed: 'received.unread_count = 1 AND received.mail_due_at IS NULL',
};

const SEND = prepared(
  'messaging-send',
  `WITH conversation AS (
     INSERT INTO messaging.conversations AS c (low_id, high_id, messages_count, last_message_at)
     VALUES (least($senderId::bigint, $receiverId::bigint), greatest($senderId::bigint, $receiverId::bigint),
       1, $now::timestamptz)
     ON CONFLICT ON CONSTRAINT conversations_of_two DO UPDATE
       SET messages_count = c.messages_count + 1,
         last_message_at = greatest(c.last_message_at, $now::timestamptz)
     RETURNING c.id, c.messages_count, c.last_message_at
   ), message AS (
     INSERT INTO messaging.messages AS m (conversation_id, place, sender_id, receiver_id, content, created_at)
     SELECT id, messages_count, $senderId::bigint, $receiverId::bigint, $content::text, last_message_at
     FROM conversation RETURNING m.*
   ), sides AS (
     INSERT INTO messaging.correspondences AS c
       (person_id, peer_id, conversation_id, unread_count, last_message_id, mailed_at)
     SELECT sender_id, receiver_id, conversation_id, 0, id, NULL FROM message
     UNION ALL
     SELECT receiver_id, sender_id, conversation_id, 1, id, $now::timestamptz FROM message
     ON CONFLICT ON CONSTRAINT correspondences_once DO UPDATE
       SET unread_count = c.unread_count + excluded.unread_count, last_message_id = excluded.last_message_id,
         mailed_at = CASE WHEN excluded.unread_count = 1 AND c.unread_count = 0 AND NOT ${RECENTLY_MAILED}
           THEN $now::timestamptz ELSE c.mailed_at END,
         mail_due_at = CASE WHEN excluded.unread_count = 1 AND c.unread_count = 0 AND ${RECENTLY_MAILED}
           THEN c.mailed_at + ${MAIL_EVERY} ELSE c.mail_due_at END
     RETURNING c.person_id, c.unread_count, c.mail_due_at
   ), received AS (
     SELECT unread_count, mail_due_at FROM sides WHERE person_id = $receiverId::bigint
   ), published AS (
     ${publishSql(MessageSent, SENT, 'FROM message, received')}
   )
   SELECT ${columnList('m', Message)} FROM message m`,
);

const READ = prepared(
  'messaging-read',
  `WITH own AS (
     SELECT id FROM messaging.correspondences WHERE person_id = $personId AND peer_id = $peerId FOR UPDATE
   ), read AS (
     UPDATE messaging.messages m SET read_at = $now::timestamptz FROM own
     WHERE m.id = ANY($ids::bigint[]) AND m.receiver_id = $personId AND m.sender_id = $peerId
       AND m.read_at IS NULL
     RETURNING m.id
   ), rest AS (
     UPDATE messaging.correspondences c
     SET unread_count = c.unread_count - (SELECT count(*) FROM read),
       mail_due_at = CASE WHEN c.unread_count > (SELECT count(*) FROM read) THEN c.mail_due_at END
     FROM own WHERE c.id = own.id RETURNING c.conversation_id, c.unread_count
   )
   UPDATE messaging.notifications n SET read_at = $now::timestamptz, updated_at = $now::timestamptz FROM rest
   WHERE rest.unread_count = 0 AND n.person_id = $personId AND n.kind = 'new_message'
     AND n.subject = 'conversation:' || rest.conversation_id AND n.read_at IS NULL`,
);

export const MAILS_DUE = 'EXISTS (SELECT FROM messaging.correspondences WHERE mail_due_at <= $now)';

const WAITING = {
  conversationId: 'conversation_id',
  messageId: 'last_message_id',
  senderId: 'peer_id',
  receiverId: 'person_id',
};

const PUBLISH_WAITING = prepared(
  'messaging-publish-waiting',
  `WITH waiting AS (
     UPDATE messaging.correspondences SET mailed_at = $now::timestamptz, mail_due_at = NULL WHERE id IN (
       SELECT id FROM messaging.correspondences WHERE mail_due_at <= $now::timestamptz
       ORDER BY mail_due_at LIMIT $limit FOR UPDATE SKIP LOCKED)
     RETURNING *
   ), published AS (
     ${publishSql(MessagesWaiting, WAITING, 'FROM waiting WHERE unread_count > 0', 'NULL')}
   )
   SELECT count(*)::int AS count FROM waiting`,
);

@Injectable()
export class MessagesRepository {
  constructor(private readonly outbox: Outbox) {}

  /** Keeps the message and both sides of its conversation, and publishes it: one statement. */
  async send(
    tx: Tx,
    message: Pick<Message, 'senderId' | 'receiverId' | 'content'> & { now: Date },
  ): Promise<Message> {
    const requestId = currentRequest()?.requestId ?? null;
    const [row] = await tx.query<Message>(SEND, { ...message, requestId });
    this.outbox.announce(tx);
    return row!;
  }

  /** Of who is to be mailed by now, `limit` at most; answers how many. */
  async publishWaiting(tx: Tx, now: Date, limit: number): Promise<number> {
    const [row] = await tx.query<{ count: number }>(PUBLISH_WAITING, { now, limit });
    if (row!.count > 0) this.outbox.announce(tx);
    return row!.count;
  }

  /** Of these, what `peerId` wrote to the person is read now; with the last of it also the notice is. */
  async read(tx: Tx, personId: number, peerId: number, ids: number[], now: Date): Promise<void> {
    await tx.query(READ, { personId, peerId, ids, now });
  }
}
