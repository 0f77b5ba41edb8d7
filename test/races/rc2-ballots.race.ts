import { BallotsRepository } from '../../src/collaboration/ballots/ballots.repository.js';
import { percentage } from '../../src/collaboration/votes/vote-results.policy.js';
import { joinGathering, plantGathering } from '../support/gatherings.js';
import { brokenInvariants } from '../support/invariants.js';
import { LoadClient, tally } from '../support/load.js';
import { signUpMany } from '../support/participants.js';
import type { Person } from '../support/people.js';
import { untilBroken, verdict, type Proof } from '../support/proof.js';
import { met } from '../support/somebody-waits.js';
import { DROP_BALLOT_CONSTRAINT, ForgetfulBallots, UnguardedBallots } from '../support/unguarded-gatherings.js';
import { world, type World } from '../support/world.js';

const SIZES = { quick: { people: 24, ballots: 60, rounds: 1 }, full: { people: 200, ballots: 200, rounds: 2 } };
const CONNECTIONS = 50;
const LOCK_VOTE = 'SELECT FROM collaboration.votes WHERE id = $1 FOR NO KEY UPDATE';
const OPTIONS = [{ text: 'Yes' }, { text: 'No' }, { text: 'Maybe' }];

interface Vote {
  id: number;
  options: { id: number }[];
}

interface Counted {
  /** Answers that said it counts. */
  acknowledged: number;
  answers: Record<string, number>;
  /** Ballots in the table, on the vote, and in the events. */
  ballots: number;
  total: number;
  events: number;
  percentagesRight: boolean;
}

class Ground {
  readonly client: LoadClient;

  constructor(
    readonly here: World,
    readonly creator: Person,
    readonly event: number,
  ) {
    this.client = new LoadClient(here.url, CONNECTIONS);
  }

  async open(): Promise<Vote> {
    const ends_at = new Date(this.here.clock.now().getTime() + 3_600_000).toISOString();
    const body = { title: 'Well?', event: this.event, options: OPTIONS, ends_at };
    return (await this.creator.http.post('/api/v1/voting', body)).body as Vote;
  }

  /** All of them vote at once, each for an option in turn; `meanwhile` happens in their midst. */
  async rush(vote: Vote, voters: Person[], meanwhile?: () => Promise<unknown>): Promise<Counted> {
    const choice = (n: number) => vote.options[n % vote.options.length]!.id;
    const calls = voters.map((voter, n) =>
      this.client.post(`/api/v1/voting/${vote.id}/vote`, voter.access, { options: [choice(n)] }),
    );
    await meanwhile?.();
    const answers = tally(await Promise.all(calls));
    return { acknowledged: answers['200'] ?? 0, answers, ...(await this.counted(vote.id)) };
  }

  private async counted(id: number): Promise<Omit<Counted, 'acknowledged' | 'answers'>> {
    const [row] = await this.here.db.query<{ ballots: number; events: number }>(
      `SELECT (SELECT count(*)::int FROM collaboration.ballots WHERE vote_id = $1::bigint) AS ballots,
         (SELECT count(*)::int FROM platform.outbox WHERE name = 'collaboration.ballot_cast'
            AND payload->>'voteId' = $1::text) AS events`,
      [id],
    );
    const { body } = await this.creator.http.get(`/api/v1/voting/${id}/results`);
    const chosen = await this.here.db.query<{ id: number; count: number }>(
      `SELECT o.id, (SELECT count(*)::int FROM collaboration.ballots b WHERE o.id = ANY(b.option_ids)) AS count
       FROM collaboration.vote_options o WHERE o.vote_id = $1`,
      [id],
    );
    const share = new Map(chosen.map((option) => [option.id, percentage(option.count, row!.ballots)]));
    const percentagesRight = body.results.every(
      (result: any) => result.percentage === share.get(result.option_id),
    );
    return { ...row!, total: body.total_votes, percentagesRight };
  }
}

const proof: Proof = {
  id: 'RC2',
  what: 'ballots at once: one of one person, all of all persons, none after the end; counts are exact',
  async run(size, progress) {
    const { people, ballots, rounds } = SIZES[size];
    const here = await world({ LOG_LEVEL: 'silent' });
    try {
      const voters = await signUpMany(here, people);
      const ground = new Ground(here, voters[0]!, await plantGathering(here, voters[0]!));
      for (const voter of voters.slice(1)) await joinGathering(here, ground.event, voter);
      progress(`${people} people take part`);
      const [ofOne, ofAll, cutShort]: [Counted[], Counted[], (Counted & { told: number })[]] = [[], [], []];
      for (let round = 0; round < rounds; round++) {
        ofOne.push(
          await ground.rush(await ground.open(), Array<Person>(ballots).fill(voters[round % people]!)),
        );
        ofAll.push(await ground.rush(await ground.open(), voters));
        const vote = await ground.open();
        let told = -1;
        const end = async () => {
          told = (await ground.creator.http.post(`/api/v1/voting/${vote.id}/end`)).body.total_votes as number;
        };
        cutShort.push({ ...(await ground.rush(vote, voters, end)), told });
        progress(`round ${round + 1} of ${rounds}`);
      }
      const broken = await brokenInvariants(here.db);
      const repository = here.app.get(BallotsRepository, { strict: false });
      Object.setPrototypeOf(repository, ForgetfulBallots.prototype);
      const forget = async () => {
        const vote = await ground.open();
        return met(here, LOCK_VOTE, [vote.id], () => ground.rush(vote, voters));
      };
      const forgetful = await untilBroken(forget, ({ total }) => total < people);
      await here.db.query(DROP_BALLOT_CONSTRAINT);
      Object.setPrototypeOf(repository, UnguardedBallots.prototype);
      const unguarded = await ground.rush(await ground.open(), Array<Person>(20).fill(voters[0]!));
      ground.client.close();
      const figures = {
        ballots_of_one_person: ballots * rounds,
        counted_of_one_max: Math.max(...ofOne.map(({ ballots: count }) => count)),
        people,
        counted_of_all_min: Math.min(...ofAll.map(({ total }) => total)),
        counted_before_the_end: cutShort.map(({ told }) => told).join(' '),
        broken_invariants: Object.keys(broken).join(' ') || 'none',
        twin_counted_of_one: unguarded.ballots,
        twin_counted_of_all: forgetful.total,
      };
      const agrees = ({ acknowledged, ballots: cast, total, events }: Counted) =>
        acknowledged === cast && cast === total && total === events;
      return verdict(figures, {
        'one ballot of one person': ofOne.every(({ ballots: count }) => count === 1),
        'all others are refused with 400': ofOne.every(
          ({ answers }) => answers['400 ALREADY_VOTED'] === ballots - 1,
        ),
        'all ballots of all persons': ofAll.every(({ total }) => total === people),
        'every count is that of the ballots': [...ofOne, ...ofAll, ...cutShort].every(agrees),
        'percentages are those of the ballots': [...ofAll, ...cutShort].every(
          (counted) => counted.percentagesRight,
        ),
        'the result told is the last one': cutShort.every(({ told, ballots: cast }) => told === cast),
        'after the end all are refused with 403': cutShort.every(
          ({ answers, told }) => (answers['403 VOTING_ENDED'] ?? 0) === people - told,
        ),
        'invariants hold': Object.keys(broken).length === 0,
        'the twin without the guard fails': unguarded.ballots > 1,
        'the twin that counts by what it read fails': forgetful.total < people,
      });
    } finally {
      await here.close();
    }
  },
};

export default proof;
