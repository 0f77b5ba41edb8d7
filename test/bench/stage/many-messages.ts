import type { Signed } from '../load/order.js';
import { withClient } from './cluster.js';

/** Messages of each of the busy person's many short conversations. */
const SHORT = 20;

/**
 * So many messages of one person: half of them in one conversation with `peer`, the others in short ones with
 * people of their own.
 */
export async function seedManyMessages(
  databaseUrl: string,
  busy: Signed,
  peer: Signed,
  rows: number,
): Promise<void> {
  const half = Math.floor(rows / 2);
  await withClient(databaseUrl, async (client) => {
    await client.query(
      `INSERT INTO identity.accounts
         (username, email, status, slug, first_name, last_name, joined_at, updated_at)
       SELECT 'peer' || n, 'peer' || n || '@example.com', 'active', 'peer' || n, 'Peer', 'No ' || n,
         now(), now()
       FROM generate_series(1, $1::int) n`,
      [Math.floor(half / SHORT)],
    );
    await client.query(
      `INSERT INTO messaging.conversations (low_id, high_id, messages_count, last_message_at)
       SELECT least($1::bigint, $2::bigint), greatest($1::bigint, $2::bigint), $3::bigint, now()
       UNION ALL
       SELECT least($1::bigint, id), greatest($1::bigint, id), ${SHORT}, now()
       FROM identity.accounts WHERE username LIKE 'peer%'`,
      [busy.id, peer.id, half],
    );
    await client.query(
      `INSERT INTO messaging.messages (conversation_id, place, sender_id, receiver_id, content, read_at,
         created_at)
       SELECT c.id, n, CASE n % 2 WHEN 0 THEN low_id ELSE high_id END,
         CASE n % 2 WHEN 0 THEN high_id ELSE low_id END, 'What is written, no. ' || n,
         CASE WHEN n <= messages_count - 10 THEN now() END, now() - make_interval(secs => messages_count - n)
       FROM messaging.conversations c, generate_series(1, c.messages_count) n ORDER BY n, c.id`,
    );
    await client.query(
      `INSERT INTO messaging.correspondences
         (person_id, peer_id, conversation_id, unread_count, last_message_id)
       SELECT side.person_id, c.low_id + c.high_id - side.person_id, c.id,
         CASE side.person_id WHEN c.low_id THEN m.unread_low ELSE m.unread_high END, m.last_id
       FROM messaging.conversations c
       JOIN (
         SELECT conversation_id, max(id) AS last_id,
           count(*) FILTER (WHERE read_at IS NULL AND receiver_id < sender_id) AS unread_low,
           count(*) FILTER (WHERE read_at IS NULL AND receiver_id > sender_id) AS unread_high
         FROM messaging.messages GROUP BY conversation_id) m ON m.conversation_id = c.id,
       LATERAL (VALUES (c.low_id), (c.high_id)) side (person_id)`,
    );
    await client.query(
      `VACUUM ANALYZE identity.accounts, messaging.conversations, messaging.messages,
         messaging.correspondences`,
    );
    await client.query('CHECKPOINT');
  });
}
