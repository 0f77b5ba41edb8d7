import fc from 'fast-check';
import { SeatClaimsRepository } from '../../src/booking/claims/seat-claims.repository.js';
import { brokenInvariants } from '../support/invariants.js';
import { kernel, type Kernel } from '../support/kernel.js';
import { verdict, type Proof } from '../support/proof.js';
import { DROP_SEAT_CONSTRAINTS, UnguardedSeats } from '../support/unguarded.js';
import { bookingCommands, newModel, Reality } from './booking-model.js';

const SEQUENCES = { quick: 40, full: 2_000 };
const LANES = { quick: 1, full: 4 };
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
  const commands = fc.commands(bookingCommands, { maxCommands: COMMANDS, size: 'max' });
  const property = fc.asyncProperty(commands, async (sequence) => {
    k.clock.reset();
    const reality = await Reality.in(k);
    await fc.asyncModelRun(() => ({ model: newModel(k.clock.now()), real: reality }), sequence);
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
  what: 'random sequences of moves: the product and a model of it never differ',
  async run(size, progress) {
    const lanes = await Promise.all(Array.from({ length: LANES[size] }, () => kernel()));
    const twin = await kernel({ provide: SeatClaimsRepository, useValue: new UnguardedSeats() });
    try {
      let done = 0;
      const report = () => progress(`${++done} sequences`);
      const each = SEQUENCES[size] / LANES[size];
      const divergences = await Promise.all(lanes.map((k, lane) => compare(k, each, 4_711 + lane, report)));
      const [sequences, moves] = [done, Reality.moves];
      const broken = await Promise.all(lanes.map((k) => brokenInvariants(k.db)));
      await twin.db.query(DROP_SEAT_CONSTRAINTS);
      const twinDiverges = await compare(twin, 50, 1, () => progress('the twin'), true);
      const figures = {
        sequences,
        moves,
        moves_per_sequence: Math.round(moves / sequences),
        divergence: divergences.find((divergence) => divergence !== null)?.slice(0, 2_000) ?? 'none',
        broken_invariants: broken.flatMap((each) => Object.keys(each)).join(' ') || 'none',
        twin: twinDiverges ? 'diverges' : 'does not diverge',
      };
      return verdict(figures, {
        'no divergence': divergences.every((divergence) => divergence === null),
        'all sequences ran': sequences === SEQUENCES[size],
        'invariants hold': figures.broken_invariants === 'none',
        'the twin fails': twinDiverges !== null,
      });
    } finally {
      for (const k of [...lanes, twin]) await k.close();
    }
  },
};

export default proof;
