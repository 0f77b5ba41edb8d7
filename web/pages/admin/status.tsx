import type { PageContext } from '../page.js';

const COLOURS: Readonly<Record<string, string>> = {
  active: 'ok',
  confirmed: 'ok',
  completed: 'ok',
  published: 'ok',
  upcoming: 'ok',
  ongoing: 'ok',
  admin: 'warn',
  pending: 'warn',
  pending_verification: 'warn',
  waiting: 'warn',
  partially_refunded: 'warn',
  suspended: 'bad',
  cancelled: 'bad',
  failed: 'bad',
  no_show: 'bad',
};

interface StatusProps {
  page: PageContext;
  group: 'status' | 'role';
  name: string;
}

/** A word with its colour, never the colour alone. */
export function Status({ page: { t, knows }, group, name }: StatusProps) {
  const key = `admin.${group}.${name}`;
  return <span class={`tag ${COLOURS[name] ?? 'plain'}`}>{knows(key) ? t(key) : name}</span>;
}
