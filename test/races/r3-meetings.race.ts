import { brokenInvariants } from '../support/invariants.js';
import { LoadClient, tally } from '../support/load.js';
import { OVERLAPS } from '../support/overlaps.js';
import type { Person } from '../support/people.js';
import { untilBroken, verdict, type Proof } from '../support/proof.js';
import { inParallel, type Random } from '../support/random.js';
import { DROP_TIME_CONSTRAINT } from '../support/unguarded.js';
import { world, type World } from '../support/world.js';

const ATTEMPTS = { quick: 300, full: 10_000 };
const PEOPLE = 20;
const QUARTERS = 24 * 4;
const QUARTER_MS = 15 * 60_000;
/** Of a hundred requests so many go to one expert, the others to anybody. */
const TO_THE_EXPERT = 60;

interface Asked {
  /** How many answers were of which kind, such as `meet 201`. */
  counts: Record<string, number>;
  overlaps: number;
}

/** Everybody asks for times of one day, mostly of one expert, and some give theirs up again. */
async function scramble(
  here: World,
  people: Person[],
  attempts: number,
  progress: (text: string) => void,
): Promise<Asked> {
  const counts: Record<string, number> = {};
  const client = new LoadClient(here.url, PEOPLE);
  const day = here.clock.now().getTime() + 24 * 4 * QUARTER_MS;
  let left = attempts;
  await inParallel(PEOPLE, async (random, n) => {
    const own: number[] = [];
    while (left-- > 0) {
      const person = people[n]!;
      const isGivenUp = own.length > 0 && random.below(10) < 3;
      const name = isGivenUp ? 'cancel' : 'meet';
      const answer = isGivenUp
        ? await client.patch(`/api/v1/meetings/${own.pop()}/update_status`, person.access, {
            status: 'cancelled',
          })
        : await client.post('/api/v1/meetings', person.access, wish(person, people, day, random));
      if (!isGivenUp && answer.status === 201) own.push(answer.body.id as number);
      const key = `${name} ${Object.keys(tally([answer]))[0]}`;
      counts[key] = (counts[key] ?? 0) + 1;
      if (left > 0 && left % 50 === 0) progress(`${left} attempts to go`);
    }
  });
  client.close();
  return { counts, overlaps: (await here.db.query<{ n: number }>(OVERLAPS))[0]!.n };
}

function wish(person: Person, people: Person[], day: number, random: Random): object {
  const others = people.filter((each) => each !== person);
  const expert = random.below(100) < TO_THE_EXPERT ? others[0]! : random.of(others);
  const from = day + random.below(QUARTERS) * QUARTER_MS;
  return {
    ...{ title: 'Race', description: 'Now', expert_id: expert.id, category_id: 1 },
    scheduled_start: new Date(from),
    scheduled_end: new Date(from + (1 + random.below(8)) * QUARTER_MS),
  };
}

async function crowd(here: World): Promise<Person[]> {
  const people: Person[] = [];
  for (let n = 0; n < PEOPLE; n++) people.push(await here.signUp());
  return people;
}

const EXPECTED = ['meet 201', 'meet 409 TIME_CONFLICT', 'cancel 200'];

const proof: Proof = {
  id: 'R3',
  what: 'meetings asked for at random overlapping times, mostly with one expert: nobody is in two of them',
  async run(size, progress) {
    const here = await world({ LOG_LEVEL: 'silent' });
    try {
      const people = await crowd(here);
      const { counts, overlaps } = await scramble(here, people, ATTEMPTS[size], progress);
      const broken = await brokenInvariants(here.db);
      const [{ deadlocks }] = (await here.db.query<{ deadlocks: number }>(
        'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
      )) as [{ deadlocks: number }];
      await here.db.query(DROP_TIME_CONSTRAINT);
      const attempt = () => scramble(here, people, 60, () => undefined);
      const twin = await untilBroken(attempt, ({ overlaps: n }) => n > 0);
      const figures = {
        attempts: ATTEMPTS[size],
        ...counts,
        overlaps,
        deadlocks,
        broken_invariants: Object.keys(broken).join(' ') || 'none',
        twin_overlaps: twin.overlaps,
      };
      return verdict(figures, {
        'no overlap': overlaps === 0,
        'no deadlock': deadlocks === 0,
        'some got their time, some not, and some gave it up': EXPECTED.every((name) => counts[name]! > 0),
        'there is no other answer': Object.keys(counts).every((name) => EXPECTED.includes(name)),
        'invariants hold': Object.keys(broken).length === 0,
        'the twin fails': twin.overlaps > 0,
      });
    } finally {
      await here.close();
    }
  },
};

export default proof;
