import type { Http } from './http.js';
import { PASSWORD } from './people.js';

/** What a browser holds after signing in. */
export interface Browser {
  session: string;
  csrf: string;
  /** The `Cookie` header. */
  cookie: string;
}

/** Signs in as a browser does: by cookie. */
export async function browserOf(http: Http, username: string, password = PASSWORD): Promise<Browser> {
  const { status, headers } = await http.post('/api/v1/auth/login', { username, password });
  if (status !== 200) throw new Error(`Login answered ${status}.`);
  const [session, csrf] = [cookieOf(headers, 'sessionid'), cookieOf(headers, 'csrftoken')];
  return { session, csrf, cookie: `sessionid=${session}; csrftoken=${csrf}` };
}

export function cookieOf(headers: Headers, name: string): string {
  const found = headers.getSetCookie().find((cookie) => cookie.startsWith(`${name}=`));
  if (!found) throw new Error(`There is no cookie ${name}.`);
  return decodeURIComponent(found.slice(name.length + 1).split(';')[0]!);
}
