import { setTimeout as pause } from 'node:timers/promises';
import { Http } from '../../support/http.js';
import { absolute, compared, type Benchmark, type Figure } from '../figure.js';
import { spreadOf } from '../measuring/percentiles.js';
import { liveBookingsOf, seedCrowdedEvent } from '../stage/large-sets.js';
import { seedPeople } from '../stage/people.js';
import { seedSlots } from '../stage/slots.js';

const BOOKINGS = 100_000;
/** Three categories in turn: each has 300,000. */
const SLOTS = 900_000;
const RENAMED = 'Renamed';
const LAST_PAGE = 15_000;
const GIVEN_UP_AFTER_MS = 300_000;
const LOOKED_EVERY_MS = 100;
const READS_BEFORE = 50;

/** P22: one request that concerns a hundred thousand rows and more. */
export const largeSets: Benchmark = {
  id: 'P22',
  what: 'large sets: an event with 100,000 bookings is cancelled, a category with 300,000 slots renamed',
  async run(stage, progress): Promise<Figure[]> {
    const databaseUrl = await stage.createDatabase();
    await seedSlots(databaseUrl, SLOTS);
    const product = await stage.convoke({ DATABASE_URL: databaseUrl });
    const { admin, attendees } = await seedPeople(product.url, databaseUrl, 1);
    const event = await seedCrowdedEvent(databaseUrl, admin.id, BOOKINGS);
    const [organizer, other] = [admin, attendees[0]!].map(
      ({ token }) => new Http(product.url, { authorization: `Bearer ${token}` }),
    ) as [Http, Http];
    const read = async () => {
      const askedAt = performance.now();
      const { status } = await other.get('/api/v1/user/bookings?page_size=20');
      if (status !== 200) throw new Error(`A list answered ${status} meanwhile.`);
      return performance.now() - askedAt;
    };
    const calm: number[] = [];
    for (let n = 0; n < READS_BEFORE; n++) calm.push(await read());
    const meanwhile: number[] = [];
    const watched = async (ask: () => Promise<{ status: number }>, isDone: () => Promise<boolean>) => {
      const askedAt = performance.now();
      const { status } = await ask();
      const answered = performance.now() - askedAt;
      if (status !== 200) throw new Error(`It was answered ${status}.`);
      while (!(await isDone())) {
        if (performance.now() - askedAt > GIVEN_UP_AFTER_MS)
          throw new Error('It was not done in five minutes.');
        meanwhile.push(await read());
        await pause(LOOKED_EVERY_MS);
      }
      const done = (performance.now() - askedAt) / 1_000;
      progress(`answered after ${answered.toFixed(0)} ms, done after ${done.toFixed(1)} s`);
      return { answered: spreadOf([answered]), done: spreadOf([done]) };
    };
    const categories = await organizer.get('/api/v1/categories');
    const [{ id, name, ...rest }] = listOf(categories.body) as [{ id: number; name: string }];
    const renamed = await watched(
      () => organizer.put(`/api/v1/admin/categories/${id}`, { ...rest, name: RENAMED }),
      async () => {
        const path = `/api/v1/admin/timeslots?page_size=20&category=${id}&page=${LAST_PAGE}`;
        const slots = listOf((await organizer.get(path)).body);
        return slots.length > 0 && !JSON.stringify(slots).includes(`"${name}"`);
      },
    );
    const cancelled = await watched(
      () => organizer.post(`/api/v1/events/${event}/cancel`),
      async () => (await liveBookingsOf(databaseUrl, event)) === 0,
    );
    const [cancelling, renaming] = [
      'an event with 100,000 bookings cancelled',
      'a category with 300,000 slots renamed',
    ];
    const atOnce = { text: '≤ 200 ms', atMost: 200 };
    const soon = { text: '≤ 60 s', atMost: 60 };
    const figures = [
      absolute('P22', `${cancelling}: answered after`, 'ms', cancelled.answered, atOnce),
      absolute('P22', `${cancelling}: done after`, 's', cancelled.done, soon),
      absolute('P22', `${renaming}: answered after`, 'ms', renamed.answered, atOnce),
      absolute('P22', `${renaming}: seen in all lists after`, 's', renamed.done, soon),
    ];
    if (meanwhile.length === 0) return figures;
    const slower = { text: '≤ 2 × as long as before', atMost: 2 };
    const what = 'one’s bookings listed meanwhile, against before';
    return [...figures, compared('P22', what, 'ms', spreadOf(meanwhile), spreadOf(calm), slower)];
  },
};

function listOf(body: unknown): Record<string, unknown>[] {
  return (Array.isArray(body) ? body : (body as { results: unknown[] }).results) as Record<string, unknown>[];
}
