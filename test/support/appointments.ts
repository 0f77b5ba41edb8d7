import type { EventTypeTerms } from '../../src/scheduling/event-types/event-type.entity.js';
import type { Http } from './http.js';
import type { Person } from './people.js';
import type { World } from './world.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

export interface OfferedType {
  id: number;
  host: Person;
  organizer_slug: string;
  event_type_slug: string;
  maxAttendees: number;
}

let made = 0;

/** Somebody who can be met at any time, in a zone of the test's choice. */
export async function openHost(
  here: World,
  timezone = 'UTC',
  name: Record<string, unknown> = {},
): Promise<Person> {
  const host = await here.signUp({ first_name: 'Ada', last_name: 'Host', timezone, ...name });
  await keepOpen(here, host);
  return host;
}

/** From now on somebody can be met at any time. */
export async function keepOpen(here: World, { id }: Person): Promise<void> {
  await here.db.query(
    `INSERT INTO scheduling.availability_rules (owner_id, day_of_week, opens, closes)
     SELECT $1, day, '00:00', '24:00' FROM generate_series(1, 7) day
     WHERE NOT EXISTS (SELECT FROM scheduling.availability_rules r WHERE r.owner_id = $1)`,
    [id],
  );
}

/** An active event type of half an hour, unless `terms` says otherwise. */
export async function offerType(
  here: World,
  host: Person,
  terms: Partial<EventTypeTerms> = {},
): Promise<OfferedType> {
  const slug = `type-${++made}`;
  const all = { duration: 30, name: 'Intro call', color: '#2563eb', bookingWindowType: 'unlimited', ...terms };
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const columns = Object.keys(all).map(snake);
  const values = Object.values(all).map((value: unknown) => (isPlain(value) ? value : JSON.stringify(value)));
  const [row] = await here.db.query<{ id: number; organizer: string }>(
    `INSERT INTO scheduling.event_types (owner_id, slug, created_at, updated_at, ${columns.join(', ')})
     VALUES ($1, $2, now(), now(), ${columns.map((_, index) => `$${index + 3}`).join(', ')})
     RETURNING id, (SELECT slug FROM identity.accounts WHERE id = $1) AS organizer`,
    [host.id, slug, ...values],
  );
  const { maxAttendees = 1 } = terms;
  return { id: row!.id, host, organizer_slug: row!.organizer, event_type_slug: slug, maxAttendees };
}

const isPlain = (value: unknown) =>
  typeof value !== 'object' || value === null || (Array.isArray(value) && typeof value[0] === 'number');

/** So many hours after the next midnight in UTC. */
export function startIn(here: World, hours: number): string {
  const midnight = Math.floor(here.clock.millis() / DAY_MS + 1) * DAY_MS;
  return new Date(midnight + hours * HOUR_MS).toISOString();
}

export function bodyOf(type: OfferedType, start: string, more: Record<string, unknown> = {}) {
  const { organizer_slug, event_type_slug } = type;
  return {
    ...{ organizer_slug, event_type_slug, start_time: start },
    ...{ invitee_name: 'Grace Hopper', invitee_email: 'grace@example.com' },
    ...{ invitee_timezone: 'America/New_York', ...more },
  };
}

export function book(http: Http, type: OfferedType, start: string, more: Record<string, unknown> = {}) {
  return http.post('/api/v1/events/bookings/create', bodyOf(type, start, more));
}

/** The body of what must succeed. */
export async function booked(http: Http, type: OfferedType, start: string, more: Record<string, unknown> = {}) {
  const { status, body } = await book(http, type, start, more);
  if (status !== 201) throw new Error(`A booking answered ${status}: ${JSON.stringify(body)}`);
  return body;
}
