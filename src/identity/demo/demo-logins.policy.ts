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

/** Of who is first of that role. */
export function demoPassword(role: UserType): string {
  return DEMO_PEOPLE.find((person) => person.role === role)!.password;
}

/** What each of them signs in with, by what they are; who books comes first. */
export function demoLogins(): Record<string, Omit<DemoLogin, 'role'>> {
  const people = [...DEMO_PEOPLE].reverse();
  return Object.fromEntries(people.map(({ username, password, role }) => [role, { username, password }]));
}

const HOSTS = [
  ['solyoga', 'Sol', 'Yoga', 'sol-yoga', 'Europe/Madrid'],
  ['tomas', 'Tomás', 'Vidal', 'tomas-hair', 'Europe/Lisbon'],
  ['noor', 'Noor', 'Haddad', 'noor-haddad', 'Europe/Berlin'],
  ['stanne', 'Parish of', 'St Anne', 'st-anne', 'Europe/London'],
] as const;

const GUESTS =
  'Ines Prat,Jonas Weber,Maya Roy,Luca Conti,Emma Berg,Omar Aziz,Nina Kral,Hugo Petit,Sara Lind,Ivo Novak,' +
  'Lea Vogel,Paul Martin,Rita Sousa,Tom Baker,Yuki Mori,Zoe Klein,Ben Ward,Clara Ruiz,Dev Patel,Eva Holm';

export interface DemoGuest {
  username: string;
  role: UserType;
  firstName: string;
  lastName: string;
  slug: string;
  timezone: string;
}

/** They offer and book; nobody can sign in as one of them. */
export const DEMO_GUESTS: readonly DemoGuest[] = [
  ...HOSTS.map(([username, firstName, lastName, slug, timezone]) => ({
    ...{ username, firstName, lastName, slug, timezone, role: 'organizer' as const },
  })),
  ...GUESTS.split(',').map((name) => {
    const [firstName = '', lastName = ''] = name.split(' ');
    const username = `demo_${firstName}_${lastName}`.toLowerCase();
    const slug = username.replaceAll('_', '-');
    return { ...{ username, firstName, lastName, slug }, timezone: 'Europe/Madrid', role: 'attendee' as const };
  }),
];

/** Everybody knows these passwords: outside of development, and from elsewhere, they are refused. */
export function isDemoLogin(username: string | null, password: string): boolean {
  return DEMO_PEOPLE.some((person) => person.username === username && person.password === password);
}
