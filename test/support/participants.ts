import { JwtTokens } from '../../src/identity/sessions/jwt-tokens.adapter.js';
import type { Person } from './people.js';
import type { World } from './world.js';

interface Copied {
  id: number;
  username: string;
  sessionId: number;
  refreshId: string;
}

/** Many people, signed in: one over HTTP, the others are copies of that account and its session. */
export async function signUpMany(here: World, count: number): Promise<Person[]> {
  const first = await here.signUp();
  const rows = await here.db.query<Copied>(
    `WITH people AS (
       INSERT INTO identity.accounts
         (username, email, email_verified_at, password_hash, user_type, status, slug, first_name, last_name,
           joined_at, updated_at)
       SELECT a.username || 'n' || n, a.username || 'n' || n || '@example.com', now(), a.password_hash,
         'attendee', 'active', a.username || 'n' || n, 'Pat', 'No ' || n, now(), now()
       FROM identity.accounts a, generate_series(2, $2::int) n WHERE a.id = $1 RETURNING id, username),
     sessions AS (
       INSERT INTO identity.sessions (account_id, method, refresh_id, created_at, last_used_at, expires_at)
       SELECT p.id, s.method, gen_random_uuid(), s.created_at, s.last_used_at, s.expires_at
       FROM people p, identity.sessions s WHERE s.account_id = $1 RETURNING id, account_id, refresh_id)
     SELECT p.id, p.username, s.id AS "sessionId", s.refresh_id AS "refreshId"
     FROM people p JOIN sessions s ON s.account_id = p.id ORDER BY p.id`,
    [first.id, count],
  );
  const tokens = here.app.get(JwtTokens, { strict: false });
  return [first, ...rows.map((row) => personOf(row))];

  function personOf({ id, username, sessionId, refreshId }: Copied): Person {
    const subject = { accountId: id, sessionId };
    const [access, refresh] = [tokens.access(subject), tokens.refresh(subject, refreshId)];
    const { password } = first;
    return {
      id,
      username,
      email: `${username}@example.com`,
      password,
      access,
      refresh,
      http: here.http(access),
    };
  }
}
