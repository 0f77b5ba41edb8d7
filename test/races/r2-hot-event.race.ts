import { SeatClaimsRepository } from '../../src/booking/claims/seat-claims.repository.js';
import { brokenInvariants } from '../support/invariants.js';
import { kernel, type Kernel } from '../support/kernel.js';
import { onceServed } from '../support/overload.js';
import { verdict, type Proof } from '../support/proof.js';
import { Random } from '../support/random.js';
import { DROP_SEAT_CONSTRAINTS, UnguardedSeats } from '../support/unguarded.js';

const SIZES = { quick: { rounds: 2, buyers: 250 }, full: { rounds: 4, buyers: 1_000 } };
const CAPACITY = 100;
const LARGEST_PARTY = 4;

interface Round {
  /** The most seats that anybody saw taken, while it went on and afterwards. */
  taken: number;
  sold: number;
  refused: number;
  faults: number;
  /** A party was sent away though it would still have fitted in the end. */
  wrongly: boolean;
}

/** Everybody wants one to four tickets of the same event at once, and some give theirs back right away. */
async function sale(k: Kernel, buyers: number, random: Random): Promise<Round> {
  const event = await k.event({ capacity: CAPACITY });
  const taken = async () => {
    const sql = `SELECT taken FROM booking.offers WHERE kind = 'event' AND ref_id = $1`;
    return (await k.db.query<{ taken: number }>(sql, [event]))[0]!.taken;
  };
  const seen: number[] = [];
  const refusals: number[] = [];
  let [sold, faults, back] = [0, 0, 0];
  await Promise.all(
    Array.from({ length: buyers }, async (_, n) => {
      const [quantity, givesBack] = [1 + random.below(LARGEST_PARTY), random.below(20) === 0];
      try {
        const { id } = await onceServed(() => k.ticket(event, n + 1, quantity));
        sold += quantity;
        if (!givesBack) return;
        await onceServed(() => k.cancel(id));
        [sold, back] = [sold - quantity, back + quantity];
      } catch (error) {
        if ((error as { code?: string }).code === 'SOLD_OUT') refusals.push(quantity);
        else faults++;
      }
      if (n % 50 === 0) seen.push(await onceServed(taken));
    }),
  );
  const left = CAPACITY - (await taken());
  return {
    taken: Math.max(...seen, await taken()),
    sold,
    refused: refusals.length,
    faults,
    wrongly: back === 0 && Math.min(...refusals) <= left,
  };
}

async function twinOf(): Promise<number> {
  const k = await kernel({ provide: SeatClaimsRepository, useValue: new UnguardedSeats() });
  await k.db.query(DROP_SEAT_CONSTRAINTS);
  const { taken } = await sale(k, SIZES.quick.buyers, new Random(1));
  await k.close();
  return taken;
}

const proof: Proof = {
  id: 'R2',
  what: 'a hundred seats, a thousand buyers of one to four: never more are sold, and nobody waits for ever',
  async run(size, progress) {
    const { rounds, buyers } = SIZES[size];
    const k = await kernel();
    const seen: Round[] = [];
    for (let round = 0; round < rounds; round++) {
      seen.push(await sale(k, buyers, new Random(round + 1)));
      progress(`round ${round + 1} of ${rounds}`);
    }
    const broken = await brokenInvariants(k.db);
    const deadlocks = await k.deadlocks();
    await k.close();
    const twin = await twinOf();
    const figures = {
      buyers: buyers * rounds,
      taken_max: Math.max(...seen.map(({ taken }) => taken)),
      sold_min: Math.min(...seen.map(({ sold }) => sold)),
      faults: seen.reduce((sum, { faults }) => sum + faults, 0),
      deadlocks,
      broken_invariants: Object.keys(broken).join(' ') || 'none',
      twin_taken: twin,
    };
    return verdict(figures, {
      'never more than there are': figures.taken_max <= CAPACITY,
      'all others are refused with 409': figures.faults === 0,
      'nobody is refused what is left': seen.every(({ wrongly }) => !wrongly),
      'no deadlock': deadlocks === 0,
      'invariants hold': Object.keys(broken).length === 0,
      'the twin oversells': twin > CAPACITY,
    });
  },
};

export default proof;
