import type { UserType } from '../accounts/account.entity.js';

export interface DemoLogin {
  username: string;
  password: string;
  role: UserType;
}

export type DemoPerson = DemoLogin & { firstName: string; lastName: string; slug: string };

/** The documents sign in with `admin123`; the password policy lets it pass nowhere else. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  {
    username: 'admin',
    password: 'admin123',
    role: 'admin',
    firstName: 'Admin',
    lastName: 'User',
    slug: 'demo-admin',
  },
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

/** What each of them signs in with, by what they are; who books comes first. */
export function demoLogins(): Record<string, Omit<DemoLogin, 'role'>> {
  const people = [...DEMO_PEOPLE].reverse();
  return Object.fromEntries(people.map(({ username, password, role }) => [role, { username, password }]));
}

/** Everybody knows these passwords: outside of development, and from elsewhere, they are refused. */
export function isDemoLogin(username: string | null, password: string): boolean {
  return DEMO_PEOPLE.some((person) => person.username === username && person.password === password);
}
