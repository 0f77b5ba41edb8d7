import { browserOf } from '../support/cookies.js';
import { pagePaths } from '../support/page-routes.js';
import type { Person } from '../support/people.js';
import type { Product } from '../support/product.js';
import { ODD_NAMES } from './odd-places.js';

/** What forms have of secrets; a page never shows the first again, and carries the others to its next step. */
const SHOWN_NEVER = [
  'password',
  'password_confirm',
  'current_password',
  'new_password',
  'code',
  'recovery_code',
];
const CARRIED_ON = ['token', 'mfa_token', 'access_token', 'client_secret', 'api_key', 'sessionid'];

/** Every page with secrets in its address, every form with secrets in its fields; answers what was refused. */
export async function sendToPages(
  product: Product,
  { username, password }: Person,
  canary: (place: string) => string,
): Promise<string[]> {
  const { url } = product;
  const { cookie, csrf } = await browserOf(product.http(), username, password);
  const headers = { accept: 'text/html', cookie, origin: url };
  const refusals: string[] = [];
  for (const path of pagePaths('GET')) {
    const secret = canary(`the query of ${path}`);
    const query = ODD_NAMES.map((name) => `${name}=${secret}`).join('&');
    await (await fetch(`${url}${path}?${query}`, { headers, redirect: 'manual' })).arrayBuffer();
  }
  for (const path of pagePaths('POST'))
    for (const names of [SHOWN_NEVER, CARRIED_ON]) {
      const secret = canary(`the ${names[0]} of ${path}`);
      const fields = names.map((name) => [name, secret]);
      const body = new URLSearchParams([['csrf_token', csrf], ['action', 'save'], ...fields]);
      const answer = await fetch(url + path, { method: 'POST', headers, redirect: 'manual', body });
      const html = await answer.text();
      if (names === SHOWN_NEVER && answer.status >= 400) refusals.push(html);
    }
  return refusals;
}
