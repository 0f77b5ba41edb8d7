import { SeatOffered } from '../../src/booking/booking.events.js';
import { TerminalTransitionsRepository } from '../../src/booking/transitions/terminal-transitions.repository.js';
import { WaitlistRepository } from '../../src/booking/promotion/waitlist.repository.js';
import { brokenInvariants } from '../support/invariants.js';
import { kernel, type Kernel } from '../support/kernel.js';
import { onceServed } from '../support/overload.js';
import { met } from '../support/somebody-waits.js';
import { untilBroken, verdict, type Proof } from '../support/proof.js';
import { promoteLate, UnguardedWaitlist } from '../support/unguarded.js';

const SIZES = { quick: { rounds: 2, waiting: 40 }, full: { rounds: 4, waiting: 100 } };
const TWIN_WAITING = 40;
const HOLD_MS = 30 * 60_000;
const LOCK_OFFER = `SELECT FROM booking.offers WHERE kind = 'event' AND ref_id = $1 FOR NO KEY UPDATE`;

type Freeing = 'cancelled' | 'lapsed';

interface Round {
  promoted: number;
  inOrder: boolean;
  toldTwice: number;
  slippedIn: number;
  taken: number;
  positions: boolean;
}

/** A full event loses half its bookings at once, while others who do not wait try to get in. */
async function exodus(
  k: Kernel,
  { freeing, waiting, firstPerson }: { freeing: Freeing; waiting: number; firstPerson: number },
  late: (() => Promise<unknown>)[] = [],
): Promise<Round> {
  const freed = waiting / 2;
  const event = await k.event({ capacity: waiting, priceCents: 100 });
  const bookings = await Promise.all(
    Array.from({ length: waiting }, async (_, n) => {
      const { id } = await onceServed(() => k.ticket(event, firstPerson + n));
      if (freeing === 'cancelled' || n >= freed) await onceServed(() => k.record(id, 100));
      return id;
    }),
  );
  const queue = Array.from({ length: waiting }, (_, n) => firstPerson + waiting + n);
  for (const person of queue) await k.wait(event, person);
  if (freeing === 'lapsed') k.clock.advance(HOLD_MS);
  const free = () =>
    freeing === 'cancelled'
      ? bookings.slice(0, freed).map((id) => onceServed(() => k.cancel(id)))
      : Array.from({ length: 5 }, () => k.sweeps.expireHolds());
  const outsiders = Array.from({ length: freed }, (_, n) =>
    onceServed(() => k.ticket(event, firstPerson + 2 * waiting + n)).then(
      () => 1,
      () => 0,
    ),
  );
  const [slipped] = await Promise.all([Promise.all(outsiders), Promise.allSettled(free())]);
  if (late.length > 0)
    await met(k, LOCK_OFFER, [event], () => Promise.all(late.slice(-2).map((promote) => promote())));
  await k.sweeps.expireHolds();
  const told = await k.db.query<{ person: number }>(
    `SELECT (payload->>'personId')::bigint AS person FROM platform.outbox
     WHERE name = $1 AND payload->'offer'->>'refId' = $2::text ORDER BY id`,
    [SeatOffered.name, event],
  );
  const [offer] = await k.db.query<{ taken: number }>(
    `SELECT (SELECT sum(quantity)::int FROM booking.bookings b WHERE b.offer_id = o.id
       AND b.status IN ('pending', 'confirmed')) AS taken FROM booking.offers o
       WHERE o.kind = 'event' AND o.ref_id = $1`,
    [event],
  );
  const people = told.map(({ person }) => person);
  const once = [...new Set(people)];
  const last = (await k.waitlist.listOwn({ id: queue.at(-1)!, fullName: '' } as never, { event })).items[0]!;
  k.clock.reset();
  return {
    promoted: once.length,
    inOrder: once.every((person, n) => person === queue[n]),
    toldTwice: people.length - once.length,
    slippedIn: slipped.reduce<number>((sum, n) => sum + n, 0),
    taken: offer!.taken,
    positions: last.position === waiting - freed,
  };
}

class NothingLapses extends TerminalTransitionsRepository {
  override async expireOffer(): Promise<number> {
    return 0;
  }
}

function isBroken({ toldTwice, taken, inOrder }: Round): boolean {
  return toldTwice > 0 || taken > TWIN_WAITING || !inOrder;
}

async function twinOf(): Promise<Round> {
  const k = await kernel(
    { provide: WaitlistRepository, useValue: new UnguardedWaitlist() },
    { provide: TerminalTransitionsRepository, useValue: new NothingLapses() },
  );
  await k.db.query(`
    ALTER TABLE booking.offers DROP CONSTRAINT offers_seats_within_capacity;
    ALTER TABLE booking.offers DROP CONSTRAINT offers_waiting_not_negative;
    ALTER TABLE booking.offers DROP CONSTRAINT offers_waiting_is_due;
    DROP INDEX booking.bookings_unpaid_holds;
    DROP INDEX booking.bookings_one_live_per_person`);
  const round = await exodus(
    k,
    { freeing: 'cancelled', waiting: TWIN_WAITING, firstPerson: 1 },
    promoteLate(k),
  );
  await k.close();
  return round;
}

const proof: Proof = {
  id: 'R5',
  what: 'a full event, a hundred waiting, fifty seats freed at once: fifty promoted in order, each told once',
  async run(size, progress) {
    const { rounds, waiting } = SIZES[size];
    const freed = waiting / 2;
    const k = await kernel();
    const seen: Round[] = [];
    for (let round = 0; round < rounds; round++) {
      seen.push(
        await exodus(k, {
          freeing: round % 2 ? 'lapsed' : 'cancelled',
          waiting,
          firstPerson: 1 + round * 1_000,
        }),
      );
      progress(`round ${round + 1} of ${rounds}`);
    }
    const broken = await brokenInvariants(k.db);
    const deadlocks = await k.deadlocks();
    await k.close();
    const twin = await untilBroken(twinOf, isBroken);
    const figures = {
      freed: freed * rounds,
      promoted: seen.reduce((sum, { promoted }) => sum + promoted, 0),
      told_twice: seen.reduce((sum, { toldTwice }) => sum + toldTwice, 0),
      slipped_in: seen.reduce((sum, { slippedIn }) => sum + slippedIn, 0),
      deadlocks,
      broken_invariants: Object.keys(broken).join(' ') || 'none',
      twin_told_twice: twin.toldTwice,
      twin_taken: twin.taken,
    };
    return verdict(figures, {
      'as many are promoted as seats were freed': seen.every(({ promoted }) => promoted === freed),
      'in the order of the queue': seen.every(({ inOrder }) => inOrder),
      'each is told once': figures.told_twice === 0,
      'nobody slips in': figures.slipped_in === 0,
      'no seat is given twice': seen.every(({ taken }) => taken === waiting),
      'places have no gaps': seen.every(({ positions }) => positions),
      'no deadlock': deadlocks === 0,
      'invariants hold': Object.keys(broken).length === 0,
      'the twin fails': isBroken(twin),
    });
  },
};

export default proof;
