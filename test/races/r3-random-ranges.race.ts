import { DomainError } from '../../src/shared/errors.js';
import { brokenInvariants } from '../support/invariants.js';
import { kernel, type Kernel } from '../support/kernel.js';
import { OVERLAPS } from '../support/overlaps.js';
import { verdict, type Proof } from '../support/proof.js';
import { inParallel, type Random } from '../support/random.js';
import { DROP_TIME_CONSTRAINT } from '../support/unguarded.js';

const ATTEMPTS = { quick: 600, full: 10_000 };
const WORKERS = 16;
const PEOPLE = 12;
const QUARTERS = 24 * 4;
const BUFFERS = [0, 5, 15, 30];

async function attempt(
  k: Kernel,
  random: Random,
  own: number[],
): Promise<'made' | 'moved' | 'cancelled' | 'refused'> {
  const from = random.below(QUARTERS) / 4;
  const to = from + (1 + random.below(8)) / 4;
  const by = { actorId: 1, cause: 'booker' as const };
  const kind = own.length > 0 ? random.below(10) : 0;
  try {
    if (kind < 6) {
      const [host, person] = [1 + random.below(PEOPLE), 1 + random.below(PEOPLE)];
      const buffers = { before: random.of(BUFFERS), after: random.of(BUFFERS) };
      own.push((await k.meet(host, person, from, to, buffers)).id);
      return 'made';
    }
    const id = random.of(own);
    if (kind < 9) {
      await k.db.transaction((tx) => k.api.reschedule(tx, id, { startsAt: k.at(from), endsAt: k.at(to) }, by));
      return 'moved';
    }
    await k.db.transaction((tx) => k.api.cancel(tx, id, by));
    return 'cancelled';
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return 'refused';
  }
}

async function scramble(
  k: Kernel,
  attempts: number,
  progress: (text: string) => void,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = { made: 0, moved: 0, cancelled: 0, refused: 0 };
  let left = attempts;
  await inParallel(WORKERS, async (random) => {
    const own: number[] = [];
    while (left-- > 0) {
      const outcome = await attempt(k, random, own);
      counts[outcome] = counts[outcome]! + 1;
      if (left > 0 && left % 100 === 0) progress(`${left} attempts to go`);
    }
  });
  return counts;
}

const overlaps = async (k: Kernel) => (await k.db.query<{ n: number }>(OVERLAPS))[0]!.n;

const proof: Proof = {
  id: 'R3',
  what: 'random overlapping times with buffers, made, moved and cancelled at once: nobody is in two places',
  async run(size, progress) {
    const [k, twin] = [await kernel(), await kernel()];
    try {
      const counts = await scramble(k, ATTEMPTS[size], progress);
      const overlapping = await overlaps(k);
      const broken = await brokenInvariants(k.db);
      await twin.db.query(DROP_TIME_CONSTRAINT);
      await scramble(twin, 200, () => undefined);
      const figures = {
        attempts: ATTEMPTS[size],
        ...counts,
        overlaps: overlapping,
        deadlocks: await k.deadlocks(),
        broken_invariants: Object.keys(broken).join(' ') || 'none',
        twin_overlaps: await overlaps(twin),
      };
      return verdict(figures, {
        'no overlap': overlapping === 0,
        'no deadlock': figures.deadlocks === 0,
        'something was made, moved, cancelled and refused': Object.values(counts).every((count) => count > 0),
        'invariants hold': Object.keys(broken).length === 0,
        'the twin fails': figures.twin_overlaps > 0,
      });
    } finally {
      await k.close();
      await twin.close();
    }
  },
};

export default proof;
