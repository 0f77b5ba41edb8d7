import type { Person, Sql } from './people.js';
import type { World } from './world.js';

export interface Bookable {
  host: Person;
  slug: string;
  typeId: number;
  typeSlug: string;
}

let made = 0;

/** A type of the person's, half an hour unless `columns` say otherwise; answers its id and slug. */
export async function plantType(
  db: Sql,
  ownerId: number,
  columns: Record<string, unknown> = {},
): Promise<{ id: number; slug: string }> {
  const given = {
    ...{ slug: `talk-${++made}`, name: 'Talk', duration: 30, color: '#336699' },
    ...{ booking_window_type: 'unlimited', owner_id: ownerId },
    ...columns,
  };
  const [names, values] = [Object.keys(given), Object.values(given)];
  const [row] = await db.query<{ id: number; slug: string }>(
    `INSERT INTO scheduling.event_types (created_at, updated_at, ${names.join(', ')})
     VALUES (now(), now(), ${names.map((_, index) => `$${index + 1}`).join(', ')}) RETURNING id, slug`,
    values,
  );
  return row!;
}

export async function slugOf(db: Sql, { id }: { id: number }): Promise<string> {
  const [row] = await db.query<{ slug: string }>('SELECT slug FROM identity.accounts WHERE id = $1', [id]);
  return row!.slug;
}

/** Somebody who can be met from Monday to Friday from 9 to 12 by the clock of `timezone`. */
export async function bookable(
  here: World,
  columns: Record<string, unknown> = {},
  timezone = 'Europe/Berlin',
): Promise<Bookable> {
  const host = await here.signUp({ timezone });
  for (const day_of_week of [1, 2, 3, 4, 5])
    await host.http.post('/api/v1/user-availability', { day_of_week, start_time: '09:00', end_time: '12:00' });
  const { id: typeId, slug: typeSlug } = await plantType(here.db, host.id, columns);
  return { host, slug: await slugOf(here.db, host), typeId, typeSlug };
}
