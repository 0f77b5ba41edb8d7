import fc from 'fast-check';
import { SeatClaimsRepository } from '../../src/booking/claims/seat-claims.repository.js';
import { TimeClaimsRepository } from '../../src/booking/claims/time-claims.repository.js';
import { brokenInvariants } from '../support/invariants.js';
import { kernel, type Kernel } from '../support/kernel.js';
import { verdict, type Proof } from '../support/proof.js';
import { UnreservedSeats } from '../support/unguarded.js';
import { UnreservedTime } from '../support/unguarded-time.js';
import { newWaitlistModel, waitlistCommands, WaitlistReality, type Waited } from './waitlist-model.js';

const SEQUENCES = { quick: 15, full: 300 };
/** Lengths spread up to this, around 30. */
const COMMANDS = 75;

/**
 * Runs sequences of random moves against the product and the model; answers the first divergence, if there is
 * one, by the shortest sequence that shows it unless it is to end at once.
 */
async function compare(
  k: Kernel,
  kind: Waited,
  sequences: number,
  seed: number,
  progress: () => void,
  endOnFailure = false,
): Promise<string | null> {
  const commands = fc.commands(waitlistCommands, { maxCommands: COMMANDS, size: 'max' });
  const property = fc.asyncProperty(commands, async (sequence) => {
    k.clock.reset();
    const real = await WaitlistReality.in(k, kind);
    await fc.asyncModelRun(() => ({ model: newWaitlistModel(k.clock.now(), kind), real }), sequence);
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
  what: 'random sequences around the waitlist of an event and of a session: product and model never differ',
  async run(size, progress) {
    const [k, twin] = [
      await kernel(),
      await kernel(
        { provide: SeatClaimsRepository, useValue: new UnreservedSeats() },
        { provide: TimeClaimsRepository, useValue: new UnreservedTime() },
      ),
    ];
    try {
      let done = 0;
      const report = () => progress(`${++done} sequences`);
      const divergences = {
        event: await compare(k, 'event', SEQUENCES[size], 4_711, report),
        session: await compare(k, 'occurrence', SEQUENCES[size], 815, report),
      };
      const divergence = divergences.event ?? divergences.session;
      const sequences = done;
      const broken = await brokenInvariants(k.db);
      const twinOf = (kind: Waited) => compare(twin, kind, 50, 1, () => progress('the twin'), true);
      const twinDiverges = (await twinOf('event')) && (await twinOf('occurrence'));
      const figures = {
        sequences,
        divergence: divergence?.slice(0, 2_000) ?? 'none',
        broken_invariants: Object.keys(broken).join(' ') || 'none',
        twin: twinDiverges ? 'diverges for both' : 'does not diverge',
      };
      return verdict(figures, {
        'no divergence': divergence === null,
        'all sequences ran': sequences === 2 * SEQUENCES[size],
        'invariants hold': Object.keys(broken).length === 0,
        'the twins fail': twinDiverges !== null,
      });
    } finally {
      await k.close();
      await twin.close();
    }
  },
};

export default proof;
