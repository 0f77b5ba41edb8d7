import { JwtTokens } from '../../../src/identity/sessions/jwt-tokens.adapter.js';
import { loadConfig } from '../../../src/platform/config/config.js';
import { Secrets } from '../../../src/platform/secrets/secrets.js';
import { SystemClock } from '../../../src/shared/clock.js';
import { Http } from '../../support/http.js';
import type { Signed } from '../load/order.js';
import { withClient } from './cluster.js';
import { SETTINGS } from './convoke.js';

const PASSWORD = 'Correct-horse-7';
const LOGINS_AT_ONCE = 4;

export interface People {
  attendees: Signed[];
  admin: Signed;
}

/**
 * Registers one person over the API, copies that account by SQL, and signs all of them in over the API: `count`
 * attendees and an admin.
 */
export async function seedPeople(url: string, databaseUrl: string, count: number): Promise<People> {
  const http = new Http(url);
  const first = await http.post('/api/v1/auth/register', {
    username: 'bench',
    email: 'bench@example.com',
    password: PASSWORD,
    first_name: 'Pat',
    last_name: 'Bench',
  });
  if (first.status !== 201)
    throw new Error(`Registration answered ${first.status}: ${JSON.stringify(first.body)}`);
  await withClient(databaseUrl, (client) =>
    client.query(
      `INSERT INTO identity.accounts
         (username, email, email_verified_at, password_hash, user_type, status, slug, first_name, last_name,
           joined_at, updated_at)
       SELECT 'bench' || n, 'bench' || n || '@example.com', now(), a.password_hash,
         CASE n WHEN 0 THEN 'admin' ELSE 'attendee' END, 'active', 'bench' || n, 'Pat', 'No ' || n, now(), now()
       FROM identity.accounts a, generate_series(0, $1) n WHERE a.username = 'bench'`,
      [count],
    ),
  );
  const signed: Signed[] = [];
  const waiting = Array.from({ length: count + 1 }, (_, n) => n);
  await Promise.all(
    Array.from({ length: LOGINS_AT_ONCE }, async () => {
      for (let n = waiting.shift(); n !== undefined; n = waiting.shift())
        signed[n] = await signIn(http, `bench${n}`);
    }),
  );
  return { admin: signed[0]!, attendees: signed.slice(1) };
}

/** Copies of one attendee and of that session, by SQL: a thousand real sign-ins take a minute. */
export async function seedCrowd(databaseUrl: string, like: Signed, count: number): Promise<Signed[]> {
  const { rows } = await withClient(databaseUrl, (client) =>
    client.query<{ account: string; session: string }>(
      `WITH people AS (
         INSERT INTO identity.accounts (username, email, email_verified_at, status, slug, first_name, last_name,
           joined_at, updated_at)
         SELECT 'crowd' || n, 'crowd' || n || '@example.com', now(), 'active', 'crowd' || n, 'Pat', 'No ' || n,
           now(), now()
         FROM generate_series(1, $2::int) n RETURNING id)
       INSERT INTO identity.sessions (account_id, method, created_at, last_used_at, expires_at)
       SELECT p.id, s.method, s.created_at, s.last_used_at, s.expires_at
       FROM people p, (SELECT * FROM identity.sessions WHERE account_id = $1 LIMIT 1) s
       RETURNING account_id AS account, id AS session`,
      [like.id, count],
    ),
  );
  const config = loadConfig({ ...SETTINGS, DATABASE_URL: databaseUrl });
  const tokens = new JwtTokens(config, new SystemClock(), new Secrets(config));
  return rows.map(({ account, session }) => {
    const id = Number(account);
    return { id, token: tokens.access({ accountId: id, sessionId: Number(session) }) };
  });
}

async function signIn(http: Http, username: string): Promise<Signed> {
  const { status, body } = await http.post('/api/v1/auth/login', { username, password: PASSWORD });
  if (status !== 200) throw new Error(`Login answered ${status}: ${JSON.stringify(body)}`);
  return { id: body.user.id, token: body.access };
}
