import type { INestApplicationContext } from '@nestjs/common';
import { Config } from '../platform/config/config.js';
import { Database } from '../platform/database/database.js';
import { Clock } from '../shared/clock.js';
import type { UserType } from './accounts/account.entity.js';
import { AccountsRepository } from './accounts/accounts.repository.js';
import { RegistrationService } from './accounts/registration.service.js';
import { Passwords } from './sessions/passwords.js';

export interface DemoLogin {
  username: string;
  password: string;
  role: UserType;
}

type DemoAccount = DemoLogin & { firstName: string; lastName: string; slug: string };

// `admin123` is what the documents sign in with; nowhere else does such a password get past the policy.
const PEOPLE: DemoAccount[] = [
  { username: 'admin', password: 'admin123', role: 'admin', firstName: 'Admin', lastName: 'User', slug: 'demo-admin' },
  {
    username: 'olivia',
    password: 'organizer-demo-1',
    role: 'organizer',
    firstName: 'Olivia',
    lastName: 'Organizer',
    slug: 'olivia',
  },
  {
    username: 'adam',
    password: 'attendee-demo-1',
    role: 'attendee',
    firstName: 'Adam',
    lastName: 'Attendee',
    slug: 'adam',
  },
];

/**
 * The people one can sign in as in development, made at the first start and left alone after that. Answers the
 * logins of those that are there. Throws outside of development.
 */
export async function createDemoAccounts(app: INestApplicationContext): Promise<DemoLogin[]> {
  if (app.get(Config).env.NODE_ENV !== 'development') throw new Error('Demo accounts exist in development only.');
  const accounts = app.get(AccountsRepository, { strict: false });
  for (const person of PEOPLE) {
    if (!(await accounts.findByLogin(person.username))) await create(app, person);
  }
  return PEOPLE.map(({ username, password, role }) => ({ username, password, role }));
}

async function create(app: INestApplicationContext, { password, role, ...person }: DemoAccount): Promise<void> {
  const passwordHash = await app.get(Passwords, { strict: false }).hash(password);
  const registration = app.get(RegistrationService, { strict: false });
  await app.get(Database).transaction((tx) =>
    registration.create(
      tx,
      {
        ...person,
        email: `${person.username}@example.com`,
        emailVerifiedAt: app.get(Clock).now(),
        status: 'active',
        userType: role,
        passwordHash,
      },
      'demo',
    ),
  );
}
