import { Http } from '../../support/http.js';
import type { Signed } from '../load/order.js';
import { withClient } from './cluster.js';

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
  if (first.status !== 201) throw new Error(`Registration answered ${first.status}: ${JSON.stringify(first.body)}`);
  await withClient(databaseUrl, (client) =>
    client.query(
      `INSERT INTO identity.accounts
         (username, email, email_verified_at, password_hash, user_type, status, slug, first_name, last_name, joined_at, updated_at)
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
      for (let n = waiting.shift(); n !== undefined; n = waiting.shift()) signed[n] = await signIn(http, `bench${n}`);
    }),
  );
  return { admin: signed[0]!, attendees: signed.slice(1) };
}

async function signIn(http: Http, username: string): Promise<Signed> {
  const { status, body } = await http.post('/api/v1/auth/login', { username, password: PASSWORD });
  if (status !== 200) throw new Error(`Login answered ${status}: ${JSON.stringify(body)}`);
  return { id: body.user.id, token: body.access };
}
