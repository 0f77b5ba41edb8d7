import type { Http } from './http.js';
import { signOfLife } from './sign-of-life.js';

/** Somebody with an account, signed in. */
export interface Person {
  id: number;
  username: string;
  email: string;
  password: string;
  access: string;
  refresh: string;
  /** Calls with this person's Bearer token. */
  http: Http;
}

/** Anything that runs SQL: the product's `Database`, or a connection of the test's own. */
export interface Sql {
  query<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
}

export const PASSWORD = 'Correct-horse-7';
let count = 0;

/** Registers a new attendee, or what `overrides` says. */
export async function signUp(http: Http, overrides: Record<string, unknown> = {}): Promise<Person> {
  const username = `person${++count}x${Math.floor(Math.random() * 1e9).toString(36)}`;
  const body = {
    username,
    email: `${username}@example.com`,
    password: PASSWORD,
    first_name: 'Pat',
    last_name: `No ${count}`,
    ...overrides,
  };
  const answer = await http.post('/api/v1/auth/register', body);
  if (answer.status !== 201)
    throw new Error(`Registration answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return person(http, answer.body, body.password);
}

/** Registers somebody, gives the role and signs in again. */
export async function signUpAs(http: Http, db: Sql, userType: 'organizer' | 'admin'): Promise<Person> {
  const { id, username, password } = await signUp(http);
  await giveRole(db, id, userType);
  return signIn(http, username, password);
}

/** For accounts that have not signed in yet; their sessions would not know. */
export async function giveRole(db: Sql, id: number, userType: 'organizer' | 'admin'): Promise<void> {
  await db.query('UPDATE identity.accounts SET user_type = $2 WHERE id = $1', [id, userType]);
}

/** As the mailed link does. */
export async function proveAddress(db: Sql, { id }: Pick<Person, 'id'>): Promise<void> {
  await db.query(`UPDATE identity.accounts SET email_verified_at = now(), status = 'active' WHERE id = $1`, [
    id,
  ]);
}

export async function signIn(http: Http, username: string, password = PASSWORD): Promise<Person> {
  const answer = await http.post('/api/v1/auth/login', { username, password });
  if (answer.status !== 200) throw new Error(`Login answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return person(http, answer.body, password);
}

function person(
  http: Http,
  body: { access: string; refresh: string; user: { id: number; username: string; email: string } },
  password: string,
): Person {
  const { access, refresh, user } = body;
  signOfLife();
  return {
    id: user.id,
    username: user.username,
    email: user.email,
    password,
    access,
    refresh,
    http: http.with({ authorization: `Bearer ${access}` }),
  };
}
