import type { INestApplicationContext } from '@nestjs/common';
import { Config } from '../platform/config/config.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { Clock } from '../shared/clock.js';
import { mayUseSessions, type Account } from './accounts/account.entity.js';
import { AccountCreationService } from './accounts/account-creation.service.js';
import { AccountsRepository } from './accounts/accounts.repository.js';
import { PasswordHasher } from './credentials/password-hasher.adapter.js';
import { EmailTaken, SlugTaken, UsernameTaken } from './identity.errors.js';
import {
  DEMO_GUESTS,
  DEMO_PEOPLE,
  type DemoGuest,
  type DemoLogin,
  type DemoPerson,
} from './demo/demo-logins.policy.js';

export type { DemoLogin };

/**
 * Makes the people one can sign in as, once. Answers the logins that work: nobody else has the name or the
 * address, and the password is still that. Throws outside of development.
 */
export async function createDemoAccounts(app: INestApplicationContext): Promise<DemoLogin[]> {
  if (app.get(Config).env.NODE_ENV !== 'development')
    throw new Error('Demo accounts exist in development only.');
  const accounts = app.get(AccountsRepository, { strict: false });
  const logins: DemoLogin[] = [];
  for (const person of DEMO_PEOPLE) {
    const { username, password, role } = person;
    const known = await accounts.findByLogin(username);
    const works = known ? await stillOpens(app, known, password) : await createUnlessTaken(app, [person]);
    if (works) logins.push({ username, password, role });
  }
  return logins;
}

async function stillOpens(app: INestApplicationContext, account: Account, password: string): Promise<boolean> {
  if (!mayUseSessions(account) || account.mfaEnabledAt !== null) return false;
  return app.get(PasswordHasher, { strict: false }).verify(account.passwordHash, password);
}

/** Those who offer and book without ever signing in, once; answers the usernames of those that are there. */
export async function createDemoGuests(app: INestApplicationContext): Promise<string[]> {
  const usernames = DEMO_GUESTS.map(({ username }) => username);
  const sql = 'SELECT username::text FROM identity.accounts WHERE username::text = ANY($usernames)';
  const rows = await app.get(Database).query<{ username: string }>(sql, { usernames });
  const found = new Set(rows.map(({ username }) => username));
  const missing = DEMO_GUESTS.filter(({ username }) => !found.has(username));
  // All at once takes one commit. Where a name, address or slug is somebody else's, each is tried by itself.
  if (missing.length > 0 && (await createUnlessTaken(app, missing))) return usernames;
  for (const guest of missing) if (await createUnlessTaken(app, [guest])) found.add(guest.username);
  return usernames.filter((username) => found.has(username));
}

async function createUnlessTaken(
  app: INestApplicationContext,
  people: readonly (DemoPerson | DemoGuest)[],
): Promise<boolean> {
  try {
    await app.get(Database).transaction(async (tx) => {
      for (const person of people) await register(app, tx, person);
    });
    return true;
  } catch (error) {
    if (error instanceof UsernameTaken || error instanceof EmailTaken || error instanceof SlugTaken)
      return false;
    throw error;
  }
}

async function register(
  app: INestApplicationContext,
  tx: Tx,
  { role, ...all }: DemoPerson | DemoGuest,
): Promise<void> {
  const { password, ...person } = { password: undefined, ...all };
  const hasher = app.get(PasswordHasher, { strict: false });
  const account = {
    ...person,
    email: `${person.username}@example.com`,
    emailVerifiedAt: app.get(Clock).now(),
    status: 'active',
    userType: role,
    passwordHash: password === undefined ? null : await hasher.hash(password),
  } as const;
  await app.get(AccountCreationService, { strict: false }).create(tx, account, 'demo');
}
