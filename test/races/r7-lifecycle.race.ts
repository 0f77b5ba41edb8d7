import fc from 'fast-check';
import { OffersRepository } from '../../src/booking/offers/offers.repository.js';
import { CheckInsRepository } from '../../src/booking/tickets/check-ins.repository.js';
import { LiveTransitionsRepository } from '../../src/booking/transitions/live-transitions.repository.js';
import { brokenInvariants } from '../support/invariants.js';
import { kernel, type Kernel } from '../support/kernel.js';
import { verdict, type Proof } from '../support/proof.js';
import { LonelySessions, UnguardedDoor, UnguardedMoves } from '../support/unguarded.js';
import { LifecycleReality, newLifecycleModel } from './lifecycle-model.js';
import { lifecycleCommands } from './lifecycle-moves.js';

const SEQUENCES = { quick: 30, full: 1_000 };
/** So many different ones the sequences come to, by their seed. */
const OUTCOMES = { quick: 35, full: 35 };
const TWIN_SEQUENCES = 50;
/** Lengths spread up to this, around 30. */
const COMMANDS = 75;

/** Parts without one of their guards, which the model has to notice one by one. */
const TWINS = [
  { what: 'confirms whatever it is', part: LiveTransitionsRepository, like: UnguardedMoves },
  { what: 'lets in twice', part: CheckInsRepository, like: UnguardedDoor },
  { what: 'moves a session alone', part: OffersRepository, like: LonelySessions },
];

/**
 * Runs sequences of random moves against the product and the model; answers the first divergence, if there is
 * one, by the shortest sequence that shows it unless it is to end at once.
 */
async function compare(
  k: Kernel,
  sequences: number,
  seed: number,
  progress: () => void,
  endOnFailure = false,
): Promise<string | null> {
  const commands = fc.commands(lifecycleCommands, { maxCommands: COMMANDS, size: 'max' });
  const property = fc.asyncProperty(commands, async (sequence) => {
    const real = await LifecycleReality.in(k);
    await fc.asyncModelRun(() => ({ model: newLifecycleModel(), real }), sequence);
    progress();
  });
  const { failed, counterexample, errorInstance } = await fc.check(property, {
    numRuns: sequences,
    seed,
    maxSkipsPerRun: 0,
    endOnFailure,
  });
  return failed ? `seed ${seed}: ${String(counterexample)}: ${String(errorInstance)}` : null;
}

/** What of `TWINS` went unnoticed. */
async function unnoticed(twin: Kernel, progress: () => void): Promise<string[]> {
  const missed: string[] = [];
  for (const { what, part, like } of TWINS) {
    twin.behave(part, like);
    const divergence = await compare(twin, TWIN_SEQUENCES, 1, progress, true);
    // A fault of the twin itself shows nothing.
    if (!divergence?.includes(': expected ')) missed.push(`${what} (${divergence ?? 'no divergence'})`);
    twin.behave(part, part);
  }
  return missed;
}

const proof: Proof = {
  id: 'R7',
  what: 'random sequences of appointments, sessions and tickets: the product and a model of them never differ',
  async run(size, progress) {
    const [k, twin] = [await kernel(), await kernel()];
    try {
      let done = 0;
      const report = () => progress(`${++done} sequences`);
      const divergence = await compare(k, SEQUENCES[size], 4_711, report);
      const sequences = done;
      const outcomes = [...LifecycleReality.outcomes].sort().map((each) => each.join(' '));
      const broken = await brokenInvariants(k.db);
      const missed = await unnoticed(twin, () => progress('the twins'));
      const figures = {
        sequences,
        outcomes: outcomes.join(', '),
        divergence: divergence?.slice(0, 2_000) ?? 'none',
        broken_invariants: Object.keys(broken).join(' ') || 'none',
        twins: missed.length === 0 ? `all ${TWINS.length} diverge` : `unnoticed: ${missed.join(', ')}`,
      };
      return verdict(figures, {
        'no divergence': divergence === null,
        'all sequences ran': sequences === SEQUENCES[size],
        'every move was made, and what may be refused was': outcomes.length >= OUTCOMES[size],
        'invariants hold': Object.keys(broken).length === 0,
        'the twins fail': missed.length === 0,
      });
    } finally {
      await k.close();
      await twin.close();
    }
  },
};

export default proof;
