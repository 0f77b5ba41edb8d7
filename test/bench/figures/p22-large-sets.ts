import { setTimeout as pause } from 'node:timers/promises';
import { plantBookingsOf, plantCrowd, plantQueue } from '../../support/crowds.js';
import { Http, type Answer } from '../../support/http.js';
import { SqlConnection } from '../../support/sql.js';
import { absolute, compared, type Benchmark, type Figure } from '../figure.js';
import { spreadOf } from '../measuring/percentiles.js';
import { seedCrowdedEvent } from '../stage/large-sets.js';
import { seedPeople } from '../stage/people.js';
import { seedSlots } from '../stage/slots.js';

const BOOKINGS = 100_000;
const WAITING = 10_000;
const OWN = 50_000;
/** Three categories in turn: each has 300,000. */
const SLOTS = 900_000;
const RENAMED = 'Renamed';
const LAST_PAGE = 15_000;
const GIVEN_UP_AFTER_MS = 300_000;
const LOOKED_EVERY_MS = 100;
const READS_BEFORE = 50;

interface LargeSet {
  what: string;
  ask(): Promise<Answer>;
  isDone(): Promise<boolean>;
}

/** P22: one request that concerns ten thousand rows and more. */
export const largeSets: Benchmark = {
  id: 'P22',
  what: 'large sets: an event cancelled, a category renamed, a slot deleted, an account erased',
  async run(stage, progress): Promise<Figure[]> {
    const databaseUrl = await stage.createDatabase();
    const db = new SqlConnection(databaseUrl);
    const { firstSlot } = (await seedSlots(databaseUrl, SLOTS)).ahead;
    const product = await stage.convoke({ DATABASE_URL: databaseUrl });
    const { admin, attendees } = await seedPeople(product.url, databaseUrl, 2);
    const [organizer, leaver, other] = [admin, ...attendees].map(
      ({ token }) => new Http(product.url, { authorization: `Bearer ${token}` }),
    ) as [Http, Http, Http];
    const event = await seedCrowdedEvent(databaseUrl, admin.id, BOOKINGS);
    const leaverId = attendees[0]!.id;
    await plantCrowd(db, 'slot', firstSlot, 1);
    await plantQueue(db, 'slot', firstSlot, WAITING);
    await plantBookingsOf(
      db,
      leaverId,
      Array.from({ length: OWN }, (_, n) => firstSlot + 1 + n),
    );
    await db.query('VACUUM ANALYZE booking.offers, booking.bookings, booking.waitlist');
    const categories = await organizer.get('/api/v1/categories');
    const [{ id: category, name, ...rest }] = listOf(categories.body) as [{ id: number; name: string }];
    const none = (sql: string, value: number) => async () => (await db.value<number>(sql, [value])) === 0;
    const sets: LargeSet[] = [
      {
        what: 'a category with 300,000 slots renamed',
        ask: () => organizer.put(`/api/v1/admin/categories/${category}`, { ...rest, name: RENAMED }),
        async isDone() {
          const path = `/api/v1/admin/timeslots?page_size=20&category=${category}&page=${LAST_PAGE}`;
          const slots = listOf((await organizer.get(path)).body);
          return slots.length > 0 && !JSON.stringify(slots).includes(`"${name}"`);
        },
      },
      {
        what: 'a slot with 10,000 waiting deleted',
        ask: () => organizer.delete(`/api/v1/admin/timeslots/${firstSlot}`),
        isDone: none(`SELECT waiting FROM booking.offers WHERE kind = 'slot' AND ref_id = $1`, firstSlot),
      },
      {
        what: 'an event with 100,000 bookings cancelled',
        ask: () => organizer.post(`/api/v1/events/${event}/cancel`),
        isDone: none(
          `SELECT count(*) FROM booking.bookings
           WHERE kind = 'ticket' AND ref_id = $1 AND status IN ('pending', 'confirmed')`,
          event,
        ),
      },
      {
        what: 'an account with 50,000 bookings erased',
        ask: () => leaver.delete('/api/v1/users/me'),
        isDone: none('SELECT count(*) FROM identity.accounts WHERE id = $1 AND erased_at IS NULL', leaverId),
      },
    ];
    const calm: number[] = [];
    const meanwhile: number[] = [];
    const read = async (into: number[]) => {
      const askedAt = performance.now();
      const { status } = await other.get('/api/v1/user/bookings?page_size=20');
      if (status !== 200) throw new Error(`A list answered ${status} meanwhile.`);
      into.push(performance.now() - askedAt);
    };
    for (let n = 0; n < READS_BEFORE; n++) await read(calm);
    const figures: Figure[] = [];
    for (const { what, ask, isDone } of sets) {
      const askedAt = performance.now();
      const { status } = await ask();
      const answered = performance.now() - askedAt;
      if (status >= 300) throw new Error(`${what}: answered ${status}.`);
      while (!(await isDone())) {
        if (performance.now() - askedAt > GIVEN_UP_AFTER_MS)
          throw new Error(`${what}: not done in five minutes.`);
        await read(meanwhile);
        await pause(LOOKED_EVERY_MS);
      }
      const done = (performance.now() - askedAt) / 1_000;
      progress(`${what}: answered after ${answered.toFixed(0)} ms, done after ${done.toFixed(1)} s`);
      figures.push(
        absolute('P22', `${what}: answered after`, 'ms', spreadOf([answered]), {
          text: '≤ 200 ms',
          atMost: 200,
        }),
        absolute('P22', `${what}: done after`, 's', spreadOf([done]), { text: '≤ 60 s', atMost: 60 }),
      );
    }
    await db.close();
    if (meanwhile.length === 0) return figures;
    const slower = { text: '≤ 2 × as long as before', atMost: 2 };
    const what = 'one’s bookings listed meanwhile, against before';
    return [...figures, compared('P22', what, 'ms', spreadOf(meanwhile), spreadOf(calm), slower)];
  },
};

function listOf(body: unknown): Record<string, unknown>[] {
  return (Array.isArray(body) ? body : (body as { results: unknown[] }).results) as Record<string, unknown>[];
}
