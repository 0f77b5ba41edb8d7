import { Browser } from './browser.js';
import { mailedToken } from './mailbox.js';
import type { Person } from './people.js';
import type { World } from './world.js';

/** Somebody whose address is proven by the mailed link. */
export async function verified(here: World): Promise<Person> {
  const person = await here.signUp();
  const token = await mailedToken(here, person.email, 'verify-email');
  await here.http().post('/api/v1/users/verify-email', { token });
  return person;
}

/** A browser of the product's own site in which this person has signed in by password. */
export async function signedInBrowser(
  here: World,
  { username, password }: Pick<Person, 'username' | 'password'>,
): Promise<Browser> {
  const browser = new Browser(here.url, here.url);
  await browser.post('/api/v1/auth/login', { username, password });
  return browser;
}
