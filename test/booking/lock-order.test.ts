import { PersonLocksRepository } from '../../src/booking/claims/person-locks.repository.js';
import { DomainError } from '../../src/shared/errors.js';
import { brokenInvariants } from '../support/invariants.js';
import { kernel, type Kernel } from '../support/kernel.js';
import { inParallel, type Random } from '../support/random.js';
import { somebodyWaits } from '../support/somebody-waits.js';

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
      return k.record(id, 0);
    },
    () => k.sweeps.expireHolds(),
    () => k.sweeps.complete(),
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

const [ADA, BEN, GUEST] = [1, 2, 3];
/** A lock that the test holds until both crowds are under way: nobody claims the guest's time before. */
const BARRIER = 4_711;
const WAIT_AT_BARRIER = `
  DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET deadlock_timeout = 50', current_database()); END $$;
  CREATE FUNCTION wait_at_barrier() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN PERFORM pg_advisory_xact_lock_shared(${BARRIER}); RETURN NEW; END';
  CREATE TRIGGER wait_at_barrier BEFORE INSERT ON booking.time_claims FOR EACH ROW
    WHEN (NEW.person_id = ${GUEST}) EXECUTE FUNCTION wait_at_barrier()`;

/** Lets go of the barrier as soon as so many wait for it, or for each other. */
async function heldUntil<T>(k: Kernel, waiting: number, work: () => T): Promise<T> {
  return k.db.transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1::bigint)', [BARRIER]);
    const begun = work();
    await somebodyWaits(k, waiting);
    return begun;
  });
}

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
    ['not once with the locks of people', new PersonLocksRepository(), 0],
    ['without them for certain', new NoLocks(), 1],
  ])('crowds that meet in opposite orders block each other, %s', async (_, people, deadlocks) => {
    const k = await kernel({ provide: PersonLocksRepository, useValue: people });
    await k.db.query(WAIT_AT_BARRIER);
    const crowds = [
      [ADA, GUEST, BEN],
      [BEN, GUEST, ADA],
    ];
    const { met } = await heldUntil(k, crowds.length, () => ({
      met: crowds.map((crowd) => meetAll(k, crowd)),
    }));
    expect((await Promise.all(met)).filter(Boolean)).toHaveLength(1);
    expect(await k.deadlocks()).toBe(deadlocks);
    await k.close();
  });
});

/** Whether they got the hour. */
function meetAll(k: Kernel, people: number[]): Promise<boolean> {
  const wish = {
    ...{ kind: 'meeting' as const, refId: null, personId: ADA, hostId: BEN, people },
    ...{ startsAt: k.at(0), endsAt: k.at(1), expiresAt: null },
  };
  return k.db
    .transaction((tx) => k.api.reserveTime(tx, wish))
    .then(
      () => true,
      () => false,
    );
}
