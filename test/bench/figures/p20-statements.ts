import { randomUUID } from 'node:crypto';
import { countByKind } from '../../support/statements.js';
import { counted, type Benchmark, type Figure } from '../figure.js';
import { seedPeople } from '../stage/people.js';
import { seedSlots } from '../stage/slots.js';
import { WatchedConvoke } from '../stage/watched-convoke.js';
import { gatheringUseCases, type UseCase } from './p20-gatherings.js';

const TIMES = 3;
const APART_AT_MOST = 4;

/** P20: statements per use case, the caller's session being known. */
export const statements: Benchmark = {
  id: 'P20',
  what: 'statements per use case; BEGIN, COMMIT, session and idempotency counted apart',
  async run(stage, progress): Promise<Figure[]> {
    const databaseUrl = await stage.createDatabase();
    const slots = await seedSlots(databaseUrl, 1_000);
    const setUp = await stage.convoke({ DATABASE_URL: databaseUrl });
    const { attendees, admin } = await seedPeople(setUp.url, databaseUrl, 1);
    await setUp.stop();
    const product = await WatchedConvoke.start(stage, databaseUrl);
    const attendee = attendees[0]!;
    const booked: number[] = [];
    const slot = () => ({ time_slot: slots.split(1).ahead.firstSlot });

    const reserve = (headers: () => Record<string, string>) => async () => {
      const made = await product.ask(attendee, 'POST', '/api/v1/bookings', slot(), headers());
      booked.push(made.answer.body.id);
      return made.statements;
    };
    const list =
      (path: string, person = attendee) =>
      async () =>
        (await product.ask(person, 'GET', path)).statements;
    const useCases: UseCase[] = [
      ['reserve a slot', 2, reserve(() => ({}))],
      ['reserve a slot with an Idempotency-Key', 2, reserve(() => ({ 'idempotency-key': randomUUID() }))],
      ['list slots', 3, list('/api/v1/timeslots?page_size=20')],
      ['list one’s bookings', 3, list('/api/v1/user/bookings?page_size=20')],
      ['list all slots as an admin', 3, list('/api/v1/admin/timeslots?page_size=20', admin)],
      ['list all bookings as an admin', 3, list('/api/v1/admin/bookings?page_size=20', admin)],
      [
        'cancel a booking',
        3,
        async () => (await product.ask(attendee, 'DELETE', `/api/v1/bookings/${booked.pop()}`)).statements,
      ],
      ...gatheringUseCases(product, admin, attendee),
    ];
    const figures: Figure[] = [];
    for (const [what, limit, run] of useCases) {
      await run();
      const counts = [];
      for (let n = 0; n < TIMES; n++) counts.push(countByKind(await run()));
      const own = Math.max(...counts.map((count) => count['use case']));
      const apart = Math.max(
        ...counts.map(({ transaction, session, idempotency }) => transaction + session + idempotency),
      );
      progress(`${what}: ${own}, and ${apart} counted apart`);
      const goal = {
        text: `≤ ${limit}, apart ≤ ${APART_AT_MOST}`,
        atMost: limit,
        holds: apart <= APART_AT_MOST,
      };
      figures.push(counted('P20', `statements to ${what} (${apart} counted apart)`, own, goal));
    }
    return figures;
  },
};
