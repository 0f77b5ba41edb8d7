import { withClient } from './cluster.js';
import type { Signed } from '../load/order.js';
import { withoutWordIndexes } from './word-indexes.js';

/** One in so many contacts, and deliveries, is the busy person's. */
const BUSY_SHARE = 4;
const SKILLS_EACH = 5;
/** One in so many contacts works there, and one in so many experts knows it. */
const RARE = 20_000;
export const RARE_COMPANY = 'Zuse';
export const RARE_SKILL = 'Plankalkuel';

/**
 * A million contacts, a quarter of them the busy person's; a million skills of people who have five each; and a
 * million deliveries, a quarter of them to an endpoint of the busy person. Answers the endpoint's id.
 */
export async function seedManyContacts(databaseUrl: string, busy: Signed, rows: number): Promise<number> {
  return withClient(databaseUrl, async (client) => {
    const owner = `CASE WHEN n % ${BUSY_SHARE} = 0 THEN $1::bigint ELSE 1000000 + n % 5000 END`;
    await withoutWordIndexes(client, 'messaging.contacts', () =>
      client.query(
        `INSERT INTO messaging.contacts (owner_id, email, name, phone, company, notes, source, bookings_count,
           created_at, updated_at)
         SELECT ${owner}, 'contact' || n || '@example.com', 'Grace No. ' || n, '', CASE WHEN n % ${RARE} = 0
           THEN '${RARE_COMPANY}' ELSE 'Company ' || n % 500 END, '', 'manual', n % 7,
           now() - make_interval(secs => n), now()
         FROM generate_series(1, $2::int) n`,
        [busy.id, rows],
      ),
    );
    await client.query(
      `INSERT INTO identity.accounts
        (username, email, status, slug, first_name, last_name, joined_at, updated_at)
       SELECT 'expert' || n, 'expert' || n || '@example.com', 'active', 'expert' || n, 'Ada', 'No ' || n,
        now(), now()
       FROM generate_series(1, $1::int) n`,
      [rows / SKILLS_EACH],
    );
    await withoutWordIndexes(client, 'scheduling.user_skills', () =>
      client.query(
        `INSERT INTO scheduling.user_skills (owner_id, category_id, name, level)
         SELECT a.id, c.id, CASE WHEN n = 0 AND a.id % ${RARE} = 7 THEN '${RARE_SKILL}'
           ELSE (ARRAY['React', 'Rust', 'Pottery', 'Chess', 'Jazz'])[1 + n] || ' ' || a.id % 40 END, 'expert'
         FROM identity.accounts a CROSS JOIN generate_series(0, ${SKILLS_EACH - 1}) n
         JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS turn FROM scheduling.categories) c
           ON c.turn = (a.id + n) % 3
         WHERE a.username LIKE 'expert%'`,
      ),
    );
    await client.query(
      `INSERT INTO scheduling.experts (person_id, skills, is_active)
       SELECT owner_id, count(*), true FROM scheduling.user_skills GROUP BY owner_id`,
    );
    const { rows: endpoints } = await client.query<{ id: string }>(
      `INSERT INTO integrations.webhook_endpoints (owner_id, direction, url, events, secret, created_at,
         updated_at)
       SELECT CASE n WHEN 0 THEN $1::bigint ELSE 1000000 + n END, 'outgoing', 'https://example.com/' || n,
         '{booking.created}', '\\x00', now(), now()
       FROM generate_series(0, 3) n RETURNING id`,
      [busy.id],
    );
    await client.query(
      `INSERT INTO integrations.webhook_deliveries (endpoint_id, event_id, type, body, status, attempts,
         next_attempt_at, created_at, finished_at)
       SELECT $1::bigint + n % ${BUSY_SHARE}, n, 'booking.created', '{}', CASE WHEN n % 1000 = 0 THEN 'failed'
         ELSE 'succeeded' END, 1, now(), now() - make_interval(secs => $2::int - n), now()
       FROM generate_series(1, $2::int) n`,
      [endpoints[0]!.id, rows],
    );
    await client.query(
      `VACUUM ANALYZE messaging.contacts, scheduling.user_skills, scheduling.experts, identity.accounts,
         integrations.webhook_endpoints, integrations.webhook_deliveries`,
    );
    await client.query('CHECKPOINT');
    return Number(endpoints[0]!.id);
  });
}
