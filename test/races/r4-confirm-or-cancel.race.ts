import { LiveTransitionsRepository } from '../../src/booking/transitions/live-transitions.repository.js';
import { setPaid, setSlotPrice } from '../support/booking-rows.js';
import { brokenInvariants } from '../support/invariants.js';
import { LoadClient, tally } from '../support/load.js';
import type { Person } from '../support/people.js';
import { verdict, type Proof } from '../support/proof.js';
import { plantSlots } from '../support/slots.js';
import { UnguardedMoves } from '../support/unguarded.js';
import { world, type World } from '../support/world.js';

const SIZES = { quick: { atOnce: 20, rounds: 3 }, full: { atOnce: 50, rounds: 10 } };

interface Round {
  confirmations: number;
  cancellations: number;
  /** Published after the cancellation. */
  revived: boolean;
  faults: number;
  bookedAgain: boolean;
}

/** A paid booking that half of the calls confirm and half cancel. */
async function quarrel(here: World, person: Person, atOnce: number): Promise<Round> {
  const [slot] = await plantSlots(here.db, 1);
  await setSlotPrice(here.db, slot!, 500);
  const { body: held } = await person.http.post('/api/v1/bookings', { time_slot: slot });
  await setPaid(here.db, held.id, 500);
  const client = new LoadClient(here.url, atOnce);
  const calls = Array.from({ length: atOnce }, (_, n) =>
    client.post(`/api/v1/bookings/${held.id}/${n % 2 ? 'confirm' : 'cancel'}`, person.access),
  );
  const answers = tally(await Promise.all(calls));
  client.close();
  const events = await here.db.query<{ name: string }>(
    `SELECT name FROM platform.outbox WHERE payload->>'bookingId' = $1::text ORDER BY id`,
    [held.id],
  );
  const names = events.map(({ name }) => name);
  const count = (name: string) => names.filter((each) => each === name).length;
  const again = await person.http.post('/api/v1/bookings', { time_slot: slot });
  return {
    confirmations: count('booking.confirmed'),
    cancellations: count('booking.cancelled'),
    revived: names.indexOf('booking.cancelled') < names.lastIndexOf('booking.confirmed'),
    faults: atOnce - (answers['200'] ?? 0) - (answers['409 INVALID_TRANSITION'] ?? 0),
    bookedAgain: again.status === 201,
  };
}

const proof: Proof = {
  id: 'R4',
  what: 'confirming against cancelling one booking: it ends cancelled once, and its slot can be booked again',
  async run(size, progress) {
    const { atOnce, rounds } = SIZES[size];
    const here = await world({ LOG_LEVEL: 'silent' });
    try {
      const person = await here.signUp();
      const seen: Round[] = [];
      for (let round = 0; round < rounds; round++) {
        seen.push(await quarrel(here, person, atOnce));
        progress(`round ${round + 1} of ${rounds}`);
      }
      const broken = await brokenInvariants(here.db);
      Object.setPrototypeOf(
        here.app.get(LiveTransitionsRepository, { strict: false }),
        UnguardedMoves.prototype,
      );
      const twin: Round[] = [];
      for (let round = 0; round < 3; round++) twin.push(await quarrel(here, person, 20));
      const figures = {
        calls: atOnce * rounds,
        confirmations_max: Math.max(...seen.map(({ confirmations }) => confirmations)),
        confirmed_before_cancelled: seen.filter(({ confirmations }) => confirmations > 0).length,
        faults: seen.reduce((sum, { faults }) => sum + faults, 0),
        broken_invariants: Object.keys(broken).join(' ') || 'none',
        twin_confirmations_max: Math.max(...twin.map(({ confirmations }) => confirmations)),
      };
      return verdict(figures, {
        'confirmed once at most': figures.confirmations_max <= 1,
        'cancelled once': seen.every(({ cancellations }) => cancellations === 1),
        'never confirmed after that': seen.every(({ revived }) => !revived),
        'all calls are answered with 200 or 409': figures.faults === 0,
        'the slot can be booked again': seen.every(({ bookedAgain }) => bookedAgain),
        'invariants hold': Object.keys(broken).length === 0,
        'the twin fails': twin.some(({ revived, confirmations }) => revived || confirmations > 1),
      });
    } finally {
      await here.close();
    }
  },
};

export default proof;
