import { withClient } from './cluster.js';
import type { Signed } from '../load/order.js';

/** One in so many events has tasks and votes. */
const SHARE = 50;
const TASKS_EACH = 50;
const VOTES_EACH = 10;
/** One in so many events becomes the busy person's. */
const BUSY_SHARE = 2_000;

/**
 * A million tasks and two hundred thousand votes in twenty thousand of the events of `seedManyEvents`; of those
 * 25,000 and 5,000 are in events of the busy person. Votes have no options, since their list shows none.
 */
export async function seedManyTasks(databaseUrl: string, busy: Signed): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await client.query('UPDATE collaboration.events SET organizer_id = $1 WHERE id % $2 = 0', [
      busy.id,
      BUSY_SHARE,
    ]);
    await client.query(
      `INSERT INTO collaboration.tasks (event_id, creator_id, title, status, priority, due_at, completed_at,
        created_at, updated_at)
       SELECT e.id, e.organizer_id, 'Task ' || n, (ARRAY['pending', 'in_progress', 'completed'])[1 + n % 3],
         'medium', now() + make_interval(days => n), CASE n % 3 WHEN 2 THEN now() END,
         now() - make_interval(secs => (e.id * 7919 + n * 104729) % 8640000), now()
       FROM collaboration.events e CROSS JOIN generate_series(1, $1::int) n WHERE e.id % $2 = 0`,
      [TASKS_EACH, SHARE],
    );
    await client.query(
      `INSERT INTO collaboration.votes (event_id, creator_id, title, multiple_choice, ends_at, created_at)
       SELECT e.id, e.organizer_id, 'Vote ' || n, false, now() + interval '10 days',
         now() - make_interval(secs => (e.id * 7919 + n * 104729) % 8640000)
       FROM collaboration.events e CROSS JOIN generate_series(1, $1::int) n WHERE e.id % $2 = 0`,
      [VOTES_EACH, SHARE],
    );
    await client.query('VACUUM ANALYZE collaboration.events, collaboration.tasks, collaboration.votes');
    await client.query('CHECKPOINT');
  });
}
