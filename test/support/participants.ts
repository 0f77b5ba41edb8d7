import type { Person, Sql } from './people.js';
import { signIn } from './people.js';
import type { World } from './world.js';

const SIGN_INS_AT_ONCE = 4;

/** Many people, signed in: one is registered, the others are copied from that account. */
export async function signUpMany(here: World, count: number): Promise<Person[]> {
  const first = await here.signUp();
  const rows = await (here.db as Sql).query<{ username: string }>(
    `INSERT INTO identity.accounts
       (username, email, email_verified_at, password_hash, user_type, status, slug, first_name, last_name, joined_at, updated_at)
     SELECT a.username || 'n' || n, a.username || 'n' || n || '@example.com', now(), a.password_hash, 'attendee', 'active',
       a.username || 'n' || n, 'Pat', 'No ' || n, now(), now()
     FROM identity.accounts a, generate_series(2, $2::int) n WHERE a.id = $1 RETURNING username`,
    [first.id, count],
  );
  const waiting = rows.map(({ username }) => username);
  const people = [first];
  const signInAll = async () => {
    for (let username = waiting.pop(); username !== undefined; username = waiting.pop())
      people.push(await signIn(here.http(), username));
  };
  await Promise.all(Array.from({ length: SIGN_INS_AT_ONCE }, signInAll));
  return people;
}
