import { brokenInvariants } from '../support/invariants.js';
import { LoadClient, tally } from '../support/load.js';
import { OVERLAPS } from '../support/overlaps.js';
import type { Person } from '../support/people.js';
import { verdict, type Proof } from '../support/proof.js';
import { DROP_TIME_CONSTRAINT } from '../support/unguarded.js';
import { world, type World } from '../support/world.js';

const SIZES = { quick: { atOnce: 20, rounds: 2 }, full: { atOnce: 100, rounds: 20 } };
/** Each of them is the expert of a round, too. */
const PEOPLE = 20;
const HOUR_MS = 3_600_000;

interface Round {
  /** Requests that an overloaded machine turned away at first, whose effect may have stood by then. */
  turnedAway: number;
  won: number;
  refused: number;
  strange: string[];
  rows: number;
  events: number;
}

/** Whom the n-th request of all asks, and who asks. */
type Pairing = (n: number) => { requester: Person; expert: Person };

/** All ask for the same hour at the same moment. */
async function rush(here: World, atOnce: number, hour: number, pairing: Pairing): Promise<Round> {
  const startsAt = new Date(here.clock.now().getTime() + (24 + hour) * HOUR_MS);
  const client = new LoadClient(here.url, atOnce);
  const calls = Array.from({ length: atOnce }, (_, n) => {
    const { requester, expert } = pairing(n);
    return client.post('/api/v1/meetings', requester.access, {
      ...{ title: 'Race', description: 'Now', expert_id: expert.id, category_id: 1 },
      ...{ scheduled_start: startsAt, scheduled_end: new Date(startsAt.getTime() + HOUR_MS) },
    });
  });
  const answers = tally(await Promise.all(calls));
  client.close();
  const [found] = await here.db.query<{ rows: number; events: number }>(
    `SELECT count(*)::int AS rows, (SELECT count(*)::int FROM platform.outbox WHERE name = 'booking.held'
       AND (payload->>'startsAt')::timestamptz = $1) AS events
     FROM booking.bookings WHERE kind = 'meeting' AND starts_at = $1`,
    [startsAt],
  );
  return {
    ...{ won: answers['201'] ?? 0, refused: answers['409 TIME_CONFLICT'] ?? 0, ...found! },
    turnedAway: client.turnedAway,
    strange: Object.keys(answers).filter((answer) => answer !== '201' && answer !== '409 TIME_CONFLICT'),
  };
}

async function crowd(here: World): Promise<Person[]> {
  const people: Person[] = [];
  for (let n = 0; n < PEOPLE; n++) people.push(await here.signUp());
  return people;
}

const proof: Proof = {
  id: 'R1',
  what: 'one hour of one expert, asked for by many at once, and of everybody by everybody: nobody meets two',
  async run(size, progress) {
    const { atOnce, rounds } = SIZES[size];
    const here = await world({ LOG_LEVEL: 'silent' });
    try {
      const people = await crowd(here);
      const at = (n: number) => people[n % PEOPLE]!;
      const ofOne =
        (round: number): Pairing =>
        (n) => ({ requester: at(round + 1 + (n % (PEOPLE - 1))), expert: at(round) });
      const inARing: Pairing = (n) => ({ requester: at(n), expert: at(n + 1 + (Math.floor(n / PEOPLE) % 3)) });
      const [one, ring]: [Round[], Round[]] = [[], []];
      for (let round = 0; round < rounds; round++) {
        one.push(await rush(here, atOnce, 2 * round, ofOne(round)));
        ring.push(await rush(here, atOnce, 2 * round + 1, inARing));
        progress(`round ${round + 1} of ${rounds}`);
      }
      const all = [...one, ...ring];
      const [{ n: overlaps }] = (await here.db.query<{ n: number }>(OVERLAPS)) as [{ n: number }];
      const broken = await brokenInvariants(here.db);
      const [{ deadlocks }] = (await here.db.query<{ deadlocks: number }>(
        'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
      )) as [{ deadlocks: number }];
      await here.db.query(DROP_TIME_CONSTRAINT);
      const twin = await rush(here, 20, 2 * rounds, ofOne(0));
      const figures = {
        posts: 2 * atOnce * rounds,
        winners_of_one_max: Math.max(...one.map(({ won }) => won)),
        winners_of_all_max: Math.max(...ring.map(({ won }) => won)),
        overlaps,
        deadlocks,
        strange: all.flatMap(({ strange }) => strange).join(', ') || 'none',
        broken_invariants: Object.keys(broken).join(' ') || 'none',
        twin_winners: twin.won,
      };
      return verdict(figures, {
        'one gets the hour of the expert': one.every(({ rows }) => rows === 1),
        'of all some meet, each one other': ring.every(({ rows }) => rows > 0 && rows <= PEOPLE / 2),
        'every 201 is a row, and told once': all.every(
          ({ won, rows, events, turnedAway }) =>
            rows === events && (won === rows || (won < rows && turnedAway > 0)),
        ),
        'all others are refused with 409': all.every(({ strange }) => strange.length === 0),
        'nobody is in two meetings': overlaps === 0,
        'no deadlock': deadlocks === 0,
        'invariants hold': Object.keys(broken).length === 0,
        'the twin fails': twin.won > 1,
      });
    } finally {
      await here.close();
    }
  },
};

export default proof;
