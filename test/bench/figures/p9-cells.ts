import { RARE_WORD } from '../stage/many-events.js';
import type { Signed } from '../load/order.js';
import type { Cell } from './p9-lists.js';

const DAY_MS = 86_400_000;
const DEEP = 1_000;
const OFFSET = (DEEP - 1) * 20;
/** The busy person has 25,000 tasks and 5,000 votes. */
const DEEP_IN_VOTES = 250;

/** What the bare server runs for a path. */
export interface BareRoute {
  name: string;
  text: string;
  values: unknown[];
}

const SLOTS = `SELECT t.id, o.* FROM scheduling.timeslots t JOIN booking.offers o ON o.kind = 'slot'
  AND o.ref_id = t.id
  WHERE t.deleted_at IS NULL`;
const BOOKINGS =
  'SELECT b.*, o.title, o.capacity, o.taken FROM booking.bookings b JOIN booking.offers o ON o.id = b.offer_id';

const EVENTS = `SELECT e.*, o.taken FROM collaboration.events e
  JOIN booking.offers o ON o.kind = 'event' AND o.ref_id = e.id
  WHERE e.deleted_at IS NULL AND e.state <> 'draft' AND e.visibility = 'public'`;

/** The lists that are read, each on page 1, on page 1,000 and filtered. */
export function listsOf(now: Date, busy: Signed, admin: Signed): Cell[] {
  const day = new Date(now.getTime() + 20 * DAY_MS).toISOString().slice(0, 10);
  const cell = (what: string, path: string, person: Signed, barePath: string) => ({
    what,
    path,
    person,
    barePath,
  });
  const three = (
    what: string,
    path: string,
    filter: string,
    person: Signed,
    bare: string,
    deep = DEEP,
  ): Cell[] => [
    cell(`${what}, page 1`, `${path}?page_size=20`, person, `/${bare}-first`),
    cell(
      `${what}, page ${deep.toLocaleString('en-US')}`,
      `${path}?page_size=20&page=${deep}`,
      person,
      `/${bare}-deep`,
    ),
    cell(
      `${what}, filtered`,
      `${path}?page_size=20&${filter.replaceAll('DAY', day)}`,
      person,
      `/${bare}-filtered`,
    ),
  ];
  return [
    ...three('slots', '/api/v1/timeslots', 'date=DAY&categories=Cat%201&available_only=true', busy, 'slots'),
    cell(
      'free slots of any day, page 1',
      '/api/v1/timeslots?page_size=20&available_only=true',
      busy,
      '/slots-free',
    ),
    cell(
      'booked slots of any day (admin), page 1',
      '/api/v1/admin/timeslots?page_size=20&status=booked',
      admin,
      '/slots-booked',
    ),
    ...three(
      'all slots (admin)',
      '/api/v1/admin/timeslots',
      'date=DAY&category=1&status=booked',
      admin,
      'slots',
    ),
    ...three('one’s bookings (40,000)', '/api/v1/user/bookings', 'status=upcoming', busy, 'mine'),
    ...three('one’s bookings, newest first', '/api/v1/bookings', '', busy, 'newest').slice(0, 2),
    ...three(
      'events',
      '/api/v1/events',
      'date_from=DAY&date_to=DAY&category=meetup&status=upcoming',
      busy,
      'events',
    ),
    cell(
      'events that one organizes (500)',
      `/api/v1/users/${busy.id}/events_organized?page_size=20`,
      busy,
      '/organized',
    ),
    cell('events, searched', `/api/v1/events?page_size=20&search=${RARE_WORD}`, busy, '/events-searched'),
    ...three(
      'events, searched by two letters that all have',
      '/api/v1/events',
      'search=we&status=upcoming&category=meetup',
      busy,
      'events',
    ).map((each, at) => (at < 2 ? { ...each, path: `${each.path}&search=we` } : each)),
    ...three('all bookings (admin)', '/api/v1/admin/bookings', 'date=DAY&category=1', admin, 'bookings'),
    ...three('one’s tasks (25,000)', '/api/v1/tasks', 'status=pending&due_date_from=DAY', busy, 'tasks'),
    ...three('one’s votes (5,000)', '/api/v1/voting', 'status=active', busy, 'votes', DEEP_IN_VOTES),
  ];
}

/** The plainest statements for the same rows. */
export function bareRoutes(cells: Cell[]): Record<string, BareRoute> {
  const busy = cells.find(({ barePath }) => barePath.startsWith('/mine'))!.person.id;
  const day = /date=([\d-]+)/.exec(cells.map(({ path }) => path).join())![1]!;
  const filtered = [day];
  const onDay = (column: string) => `${column} >= $1::date AND ${column} < $1::date + 1`;
  const slots = (where: string, offset: number) =>
    `${SLOTS} ${where} ORDER BY t.starts_at, t.id LIMIT 20 OFFSET ${offset}`;
  const newest = (where: string, offset: number) =>
    `${BOOKINGS} ${where} ORDER BY b.registered_at DESC, b.id DESC LIMIT 20 OFFSET ${offset}`;
  const mine = (where: string, order: string, offset: number) =>
    `${BOOKINGS} WHERE b.person_id = $1 ${where} ORDER BY b.starts_at ${order}, b.id ${order}
      LIMIT 20 OFFSET ${offset}`;
  const events = (where: string, offset: number) =>
    `${EVENTS} ${where} ORDER BY e.starts_at DESC, e.id DESC LIMIT 20 OFFSET ${offset}`;
  const circle = (table: string, where: string, offset: number) =>
    `SELECT x.*, e.title AS event_title FROM collaboration.${table} x
      JOIN collaboration.events e ON e.id = x.event_id
     WHERE e.organizer_id = $1 ${where} ORDER BY x.created_at DESC, x.id DESC LIMIT 20 OFFSET ${offset}`;
  const texts: Record<string, [text: string, values: unknown[]]> = {
    'slots-first': [slots('', 0), []],
    'slots-deep': [slots('', OFFSET), []],
    'slots-filtered': [
      slots(`AND t.category_id = 1 AND ${onDay('t.starts_at')} AND o.taken < o.capacity`, 0),
      filtered,
    ],
    'slots-free': [slots('AND t.starts_at > now() AND o.taken < o.capacity', 0), []],
    'slots-booked': [slots('AND o.taken = o.capacity', 0), []],
    'newest-first': [newest('WHERE b.person_id = $1', 0), [busy]],
    'newest-deep': [newest('WHERE b.person_id = $1', OFFSET), [busy]],
    'mine-first': [mine('', 'DESC', 0), [busy]],
    'mine-deep': [mine('', 'DESC', OFFSET), [busy]],
    'mine-filtered': [mine('AND b.ends_at > now()', 'ASC', 0), [busy]],
    'events-first': [events('', 0), []],
    'events-deep': [events('', OFFSET), []],
    'events-filtered': [events(`AND ${onDay('e.starts_at')} AND e.category = 'meetup'`, 0), filtered],
    organized: [events('AND e.organizer_id = $1', 0), [busy]],
    'events-searched': [
      events(`AND (e.title || ' ' || e.description || ' ' || e.tags) ILIKE $1`, 0),
      [`%${RARE_WORD}%`],
    ],
    'bookings-first': [newest('', 0), []],
    'bookings-deep': [newest('', OFFSET), []],
    'bookings-filtered': [newest(`WHERE b.label_id = 1 AND ${onDay('b.starts_at')}`, 0), filtered],
    'tasks-first': [circle('tasks', '', 0), [busy]],
    'tasks-deep': [circle('tasks', '', OFFSET), [busy]],
    'tasks-filtered': [circle('tasks', `AND x.status = 'pending' AND x.due_at >= $2::date`, 0), [busy, day]],
    'votes-first': [circle('votes', '', 0), [busy]],
    'votes-deep': [circle('votes', '', (DEEP_IN_VOTES - 1) * 20), [busy]],
    'votes-filtered': [circle('votes', 'AND x.ended_at IS NULL', 0), [busy]],
  };
  return Object.fromEntries(
    Object.entries(texts).map(([name, [text, values]]) => [`/${name}`, { name, text, values }]),
  );
}
