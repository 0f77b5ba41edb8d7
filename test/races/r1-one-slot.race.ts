import { SeatClaimsRepository } from '../../src/booking/claims/seat-claims.repository.js';
import { brokenInvariants } from '../support/invariants.js';
import { LoadClient, tally } from '../support/load.js';
import type { Person } from '../support/people.js';
import { verdict, type Proof } from '../support/proof.js';
import { plantSlots } from '../support/slots.js';
import { DROP_SEAT_CONSTRAINTS, UnguardedSeats } from '../support/unguarded.js';
import { world, type World } from '../support/world.js';

const SIZES = { quick: { atOnce: 100, rounds: 3 }, full: { atOnce: 1_000, rounds: 20 } };
const PEOPLE = 20;

interface Round {
  /** Requests that an overloaded machine turned away at first, whose effect may have stood by then. */
  turnedAway: number;
  won: number;
  refused: number;
  others: number;
  rows: number;
  events: number;
}

/** Everybody wants the same slot at the same moment. */
async function rush(here: World, people: Person[], atOnce: number): Promise<Round> {
  const [slot] = await plantSlots(here.db, 1);
  const client = new LoadClient(here.url, atOnce);
  const calls = Array.from({ length: atOnce }, (_, n) =>
    client.post('/api/v1/bookings', people[n % people.length]!.access, { time_slot: slot }),
  );
  const answers = tally(await Promise.all(calls));
  client.close();
  const [found] = await here.db.query<{ rows: number; events: number }>(
    `SELECT count(*)::int AS rows, (SELECT count(*)::int FROM platform.outbox
       WHERE name = 'booking.confirmed' AND payload->'offer'->>'refId' = $1::text) AS events
     FROM booking.bookings WHERE kind = 'slot' AND ref_id = $1::bigint`,
    [slot],
  );
  const won = answers['201'] ?? 0;
  const refused = (answers['409 SLOT_UNAVAILABLE'] ?? 0) + (answers['409 ALREADY_BOOKED'] ?? 0);
  return { turnedAway: client.turnedAway, won, refused, others: atOnce - won - refused, ...found! };
}

const crowd = async (here: World) => {
  const people: Person[] = [];
  for (let n = 0; n < PEOPLE; n++) people.push(await here.signUp());
  return people;
};

const proof: Proof = {
  id: 'R1',
  what: 'one slot, many POSTs at once: one of them gets it',
  async run(size, progress) {
    const { atOnce, rounds } = SIZES[size];
    const here = await world({ LOG_LEVEL: 'silent' });
    try {
      const people = await crowd(here);
      const seen: Round[] = [];
      for (let round = 0; round < rounds; round++) {
        seen.push(await rush(here, people, atOnce));
        progress(`round ${round + 1} of ${rounds}`);
      }
      const broken = await brokenInvariants(here.db);
      await here.db.query(DROP_SEAT_CONSTRAINTS);
      Object.setPrototypeOf(here.app.get(SeatClaimsRepository, { strict: false }), UnguardedSeats.prototype);
      const twin = await rush(here, people, 50);
      const figures = {
        posts: atOnce * rounds,
        winners_per_slot_max: Math.max(...seen.map(({ won }) => won)),
        rows_per_slot_max: Math.max(...seen.map(({ rows }) => rows)),
        turned_away_at_first: seen.reduce((sum, { turnedAway }) => sum + turnedAway, 0),
        neither_won_nor_refused: seen.reduce((sum, { others }) => sum + others, 0),
        broken_invariants: Object.keys(broken).join(' ') || 'none',
        twin_winners: twin.won,
      };
      return verdict(figures, {
        'one wins': seen.every(({ won, turnedAway }) => won === 1 || (won === 0 && turnedAway > 0)),
        'all others are refused with 409': seen.every(({ won, others }) => won <= 1 && others === 0),
        'one row': seen.every(({ rows }) => rows === 1),
        'one event': seen.every(({ events }) => events === 1),
        'invariants hold': Object.keys(broken).length === 0,
        'the twin fails': twin.won > 1,
      });
    } finally {
      await here.close();
    }
  },
};

export default proof;
