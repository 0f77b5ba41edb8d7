import fc from 'fast-check';
import { SeatClaimsRepository } from '../../src/booking/claims/seat-claims.repository.js';
import { brokenInvariants } from '../support/invariants.js';
import { kernel, type Kernel } from '../support/kernel.js';
import { verdict, type Proof } from '../support/proof.js';
import { UnreservedSeats } from '../support/unguarded.js';
import { newWaitlistModel, waitlistCommands, WaitlistReality } from './waitlist-model.js';

const SEQUENCES = { quick: 30, full: 300 };
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
  const commands = fc.commands(waitlistCommands, { maxCommands: COMMANDS, size: 'max' });
  const property = fc.asyncProperty(commands, async (sequence) => {
    k.clock.reset();
    const real = await WaitlistReality.in(k);
    await fc.asyncModelRun(() => ({ model: newWaitlistModel(k.clock.now()), real }), sequence);
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
  what: 'random sequences around a waitlist: the product and a model of its rules never differ',
  async run(size, progress) {
    const [k, twin] = [
      await kernel(),
      await kernel({ provide: SeatClaimsRepository, useValue: new UnreservedSeats() }),
    ];
    try {
      let done = 0;
      const report = () => progress(`${++done} sequences`);
      const divergence = await compare(k, SEQUENCES[size], 4_711, report);
      const sequences = done;
      const broken = await brokenInvariants(k.db);
      const twinDiverges = await compare(twin, 50, 1, () => progress('the twin'), true);
      const figures = {
        sequences,
        divergence: divergence?.slice(0, 2_000) ?? 'none',
        broken_invariants: Object.keys(broken).join(' ') || 'none',
        twin: twinDiverges ? 'diverges' : 'does not diverge',
      };
      return verdict(figures, {
        'no divergence': divergence === null,
        'all sequences ran': sequences === SEQUENCES[size],
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
