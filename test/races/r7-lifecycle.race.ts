import fc from 'fast-check';
import { LiveTransitionsRepository } from '../../src/booking/transitions/live-transitions.repository.js';
import { brokenInvariants } from '../support/invariants.js';
import { kernel, type Kernel } from '../support/kernel.js';
import { verdict, type Proof } from '../support/proof.js';
import { UnguardedMoves } from '../support/unguarded.js';
import { LifecycleReality, newLifecycleModel } from './lifecycle-model.js';
import { lifecycleCommands } from './lifecycle-moves.js';

const SEQUENCES = { quick: 30, full: 1_000 };
/** So many different ones the sequences come to, by their seed. */
const OUTCOMES = { quick: 25, full: 27 };
/** Lengths spread up to this, around 30. */
const COMMANDS = 75;

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

const proof: Proof = {
  id: 'R7',
  what: 'random sequences of appointments and sessions: the product and a model of them never differ',
  async run(size, progress) {
    const [k, twin] = [
      await kernel(),
      await kernel({ provide: LiveTransitionsRepository, useValue: new UnguardedMoves() }),
    ];
    try {
      let done = 0;
      const report = () => progress(`${++done} sequences`);
      const divergence = await compare(k, SEQUENCES[size], 4_711, report);
      const sequences = done;
      const outcomes = [...LifecycleReality.outcomes].sort().map((each) => each.join(' '));
      const broken = await brokenInvariants(k.db);
      const twinDiverges = await compare(twin, 50, 1, () => progress('the twin'), true);
      const figures = {
        sequences,
        outcomes: outcomes.join(', '),
        divergence: divergence?.slice(0, 2_000) ?? 'none',
        broken_invariants: Object.keys(broken).join(' ') || 'none',
        twin: twinDiverges ? 'diverges' : 'does not diverge',
      };
      return verdict(figures, {
        'no divergence': divergence === null,
        'all sequences ran': sequences === SEQUENCES[size],
        'every move was made, and what may be refused was': outcomes.length >= OUTCOMES[size],
        'invariants hold': Object.keys(broken).length === 0,
        'the twin fails': twinDiverges !== null,
      });
    } finally {
      await k.close();
      await twin.close();
    }
  },
};

export default proof;
