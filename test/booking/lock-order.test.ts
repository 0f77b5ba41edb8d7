import { PersonLocksRepository } from '../../src/booking/claims/person-locks.repository.js';
import { DomainError } from '../../src/shared/errors.js';
import { brokenInvariants } from '../support/invariants.js';
import { kernel, type Kernel } from '../support/kernel.js';
import { inParallel, type Random } from '../support/random.js';

const WORKERS = 16;
const MOVES_EACH = 60;
const PEOPLE = 6;
const HOURS = 8;
const SLOTS = 4;

/** Every kind of move on few people, slots and hours, so that they meet at the same rows all the time. */
async function mixedMoves(k: Kernel): Promise<{ done: number; refused: number }> {
  const slots = await Promise.all(Array.from({ length: SLOTS }, () => k.slot({ capacity: 3 })));
  const sessions: number[] = [];
  for (let hour = 0; hour < HOURS; hour++) {
    sessions.push(await k.slot({ kind: 'occurrence', startsAt: k.at(hour), capacity: 2 }));
  }
  const tally = { done: 0, refused: 0 };
  const somebody = (random: Random) => 1 + random.below(PEOPLE);
  const booking = async (random: Random) => {
    const sql = `SELECT id FROM booking.bookings WHERE status IN ('pending', 'confirmed') OFFSET $1 LIMIT 1`;
    const [row] = await k.db.query<{ id: number }>(sql, [random.below(10)]);
    return row?.id ?? 0;
  };
  const by = { actorId: 1, cause: 'booker' as const };
  const moves: ((random: Random) => Promise<unknown>)[] = [
    (random) => k.book(random.of(slots), somebody(random)),
    (random) => k.book(random.of(slots), somebody(random), 2),
    (random) => {
      const [from, people] = [random.below(HOURS), [somebody(random), somebody(random)] as const];
      return k.meet(people[0], people[1], from, from + 1 + random.below(2), { before: 15, after: 10 });
    },
    (random) => {
      const hour = random.below(HOURS);
      const [host, person] = [somebody(random), somebody(random)];
      return k.db.transaction((tx) =>
        k.api.reserveTime(tx, {
          kind: 'appointment',
          refId: 1,
          personId: person,
          hostId: host,
          people: [person, host],
          startsAt: k.at(hour),
          endsAt: k.at(hour + 1),
          session: { kind: 'occurrence', refId: sessions[hour]! },
          expiresAt: null,
        }),
      );
    },
    async (random) => {
      const [id, from] = [await booking(random), random.below(HOURS)];
      return k.db.transaction((tx) =>
        k.api.reschedule(tx, id, { startsAt: k.at(from), endsAt: k.at(from + 1) }, by),
      );
    },
    async (random) => {
      const id = await booking(random);
      const to = { offer: { kind: 'slot' as const, refId: random.of(slots) } };
      return k.db.transaction((tx) => k.api.reschedule(tx, id, to, by));
    },
    async (random) => {
      const id = await booking(random);
      return k.db.transaction((tx) => k.api.cancel(tx, id, by));
    },
    async (random) => {
      const id = await booking(random);
      return k.db.transaction((tx) => k.api.confirm(tx, id, by));
    },
    (random) => k.db.transaction((tx) => k.personalData.erase(tx, somebody(random))),
    (random) => {
      const capacity = 3 + random.below(3);
      return k.db.transaction((tx) => k.api.changeOffer(tx, 'slot', random.of(slots), { capacity }));
    },
    (random) => {
      const wish = { personId: somebody(random), quantity: 1 + random.below(2) };
      const offer = { kind: 'slot' as const, refId: random.of(slots) };
      return k.db.transaction((tx) => k.waitlist.joinIn(tx, { ...wish, offer }));
    },
    async (random) => {
      const caller = { id: somebody(random), fullName: '' } as never;
      const entries = (await k.waitlist.listOwn(caller, { page_size: 5 })).items;
      const entry = entries.find(({ status }) => status === 'waiting' || status === 'offered');
      return k.waitlist.leave(caller, entry?.id ?? 0);
    },
    async (random) => {
      const id = await booking(random);
      return k.db.transaction((tx) => k.api.recordPayment(tx, id, 0));
    },
    () => k.sweeps.expireHolds({}),
    () => k.sweeps.complete({}),
  ];
  await inParallel(WORKERS, async (random) => {
    for (let n = 0; n < MOVES_EACH; n++) {
      try {
        await random.of(moves)(random);
        tally.done++;
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        tally.refused++;
      }
    }
  });
  return tally;
}

/** Two that insert at the same time meet for certain, however few processors there are. */
const SLOW_CLAIMS = `
  DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET deadlock_timeout = 50', current_database()); END $$;
  CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.003); RETURN NEW; END';
  CREATE TRIGGER slowly BEFORE INSERT ON booking.time_claims FOR EACH ROW EXECUTE FUNCTION slowly()`;

class NoLocks extends PersonLocksRepository {
  override async lock(): Promise<void> {}
}

describe('locks', () => {
  it('are taken in one order: no deadlock, whatever meets', async () => {
    const k = await kernel();
    const { done, refused } = await mixedMoves(k);
    expect(done).toBeGreaterThan(WORKERS);
    expect(refused).toBeGreaterThan(WORKERS);
    expect(await brokenInvariants(k.db)).toEqual({});
    expect(await k.deadlocks()).toBe(0);
    await k.close();
  });

  it.each([
    ['not once with the locks of people', new PersonLocksRepository(), false],
    ['without them', new NoLocks(), true],
  ])('crowds that meet in opposite orders wait for each other, %s', async (_, people, deadlocked) => {
    const k = await kernel({ people });
    await k.db.query(SLOW_CLAIMS);
    const crowd = Array.from({ length: 5 }, (_, n) => n + 1);
    await inParallel(4, async (_, worker) => {
      for (let round = 0; round < 2; round++) await meetAll(k, worker % 2 ? crowd : crowd.toReversed(), round);
    });
    expect((await k.deadlocks()) > 0).toBe(deadlocked);
    await k.close();
  });
});

function meetAll(k: Kernel, people: number[], hour: number): Promise<unknown> {
  const [startsAt, endsAt] = [k.at(hour), k.at(hour + 1)];
  const wish = {
    kind: 'meeting' as const,
    refId: null,
    personId: 1,
    hostId: 2,
    people,
    startsAt,
    endsAt,
    expiresAt: null,
  };
  return k.db.transaction((tx) => k.api.reserveTime(tx, wish)).catch(() => undefined);
}
