import type { Http } from '../support/http.js';
import { PASSWORD } from '../support/people.js';
import type { World } from '../support/world.js';

export const INSTANT = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);

/** Somebody who registered as GatherHub's document says. */
export interface Friend {
  id: number;
  username: string;
  first_name: string;
  last_name: string;
  access: string;
  refresh: string;
  http: Http;
}

/** Registers somebody; the answer is the document's. */
export async function register(w: World, api: string, name: string): Promise<Friend> {
  const person = { username: name, email: `${name}@example.com`, first_name: name, last_name: 'Friend' };
  const { status, body } = await w.http().post(`${api}/auth/register/`, { ...person, password: PASSWORD });
  expect([status, body]).toEqual([
    201,
    {
      access: expect.any(String),
      refresh: expect.any(String),
      user: expect.objectContaining({ id: expect.any(Number), ...person, date_joined: INSTANT }),
    },
  ]);
  const { access, refresh, user } = body;
  return { ...named(user), access, refresh, http: w.http(access) };
}

export const named = ({ id, username, first_name, last_name }: Omit<Friend, 'access' | 'refresh' | 'http'>) => {
  return { id, username, first_name, last_name };
};

export const brief = ({ id, username }: Friend) => ({ id, username });
