import { brokenInvariants } from '../support/invariants.js';
import { kernel, type Kernel } from '../support/kernel.js';
import { eventsOf, seatsTaken } from './kernel-queries.js';

let k: Kernel;
beforeAll(async () => void (k = await kernel()));
afterAll(() => k.close());

const DAY_MS = 86_400_000;
const [ada, bob, host] = [1, 2, 3];
const lastEvent = async (bookingId: number) =>
  (
    await k.db.query<{ payload: object }>(
      `SELECT payload FROM platform.outbox WHERE payload->>'bookingId' = $1::text ORDER BY id DESC LIMIT 1`,
      [bookingId],
    )
  )[0]!.payload;

describe('what booking knows of a person', () => {
  it('is exported, and forgotten on request', async () => {
    const slot = await k.slot({ capacity: 2 });
    const [mine, others] = [await k.book(slot, ada), await k.book(slot, bob)];
    const invited = await k.meet(host, ada, 9, 10);
    const hosted = await k.meet(ada, bob, 11, 12);
    const past = await k.book(await k.slot({ startsAt: k.at(1) }), ada);
    await k.db.query(
      `UPDATE booking.bookings SET special_requirements = 'I am allergic' WHERE person_id = $1`,
      [ada],
    );
    k.clock.set(k.at(3));
    await k.sweeps.complete();

    const ids = [mine, invited, hosted, past].map(({ id }) => id);
    const { bookings } = (await k.personalData.export(ada)) as {
      bookings: { id: number; special_requirements: string }[];
    };
    expect(bookings.map(({ id }) => id)).toEqual(ids);
    expect(bookings[0]!.special_requirements).toBe('I am allergic');

    for (let again = 0; again < 2; again++) await k.db.transaction((tx) => k.personalData.erase(tx, ada));
    expect(await eventsOf(k, mine.id)).toEqual(['booking.confirmed', 'booking.cancelled']);
    expect(await lastEvent(invited.id)).toMatchObject({ cause: 'booker', actorId: ada });
    expect(await lastEvent(hosted.id)).toMatchObject({ cause: 'host', actorId: ada });
    expect(await eventsOf(k, past.id)).toEqual(['booking.confirmed', 'booking.completed']);
    expect(await eventsOf(k, others.id)).toEqual(['booking.confirmed']);
    expect(await seatsTaken(k, slot)).toBe(1);
    const left = `SELECT id FROM booking.bookings WHERE special_requirements <> ''`;
    expect(await k.db.query(left)).toEqual([]);
    expect(await brokenInvariants(k.db)).toEqual({});
  });

  it('leaves no waitlist with a seat whose offer ran out before anybody noticed', async () => {
    const event = await k.event({ capacity: 1, startsAt: new Date(k.clock.now().getTime() + 30 * DAY_MS) });
    const taken = await k.ticket(event, bob);
    await k.wait(event, ada);
    await k.cancel(taken.id);
    k.clock.advance(DAY_MS);
    await k.db.transaction((tx) => k.personalData.erase(tx, ada));
    await k.sweeps.expireHolds();
    const entries = await k.db.query(`SELECT status FROM booking.waitlist WHERE person_id = $1`, [ada]);
    expect(entries).toEqual([{ status: 'left' }]);
    expect(await k.api.findByPerson(k.db, ada, 'event', event)).toBeNull();
    expect(await brokenInvariants(k.db)).toEqual({});
    k.clock.reset();
  });
});
