import { SeatClaimsRepository } from '../../src/booking/claims/seat-claims.repository.js';
import { makeGathering } from '../support/events.js';
import { brokenInvariants } from '../support/invariants.js';
import { LoadClient, tally } from '../support/load.js';
import { signUpMany } from '../support/participants.js';
import type { Person } from '../support/people.js';
import { verdict, type Proof } from '../support/proof.js';
import { openPlain, type PlainClient } from '../support/sockets.js';
import { DROP_SEAT_CONSTRAINTS, UnguardedSeats } from '../support/unguarded.js';
import { world, type World } from '../support/world.js';

const SIZES = { quick: { people: 100, rounds: 1 }, full: { people: 1_000, rounds: 2 } };
const PLACES = 50;
/** The creator takes part. */
const FREE = PLACES - 1;
const CONNECTIONS = 50;
const OF_ONE = 50;

interface Round {
  joined: number;
  full: number;
  again: number;
  others: number;
  /** Each who joined is told another number of participants, and together all of them. */
  counted: boolean;
  rows: number;
  taken: number;
  events: number;
  shown: number;
  /** What a socket was told: so many joined, so many different people. */
  told: number;
  people: number;
}

class Ground {
  readonly client: LoadClient;

  constructor(
    readonly here: World,
    readonly creator: Person,
  ) {
    this.client = new LoadClient(here.url, CONNECTIONS);
  }

  /** All of them want to join the same gathering at once. */
  async rush(crowd: Person[]): Promise<Round> {
    const { here, creator } = this;
    const socket = await openPlain(here.url, { path: '/ws/events/', token: creator.access });
    const { id } = await makeGathering(creator, here.clock.now(), { max_participants: PLACES });
    const calls = crowd.map(({ access }) => this.client.post(`/api/v1/events/${id}/join`, access));
    const answers = await Promise.all(calls);
    const tallied = tally(answers);
    const [joined, full, again] = [
      tallied['200'],
      tallied['400 EVENT_FULL'],
      tallied['400 ALREADY_JOINED'],
    ].map((count) => count ?? 0) as [number, number, number];
    const counts = answers.flatMap(({ status, body }) =>
      status === 200 ? [body.event.current_participants] : [],
    );
    const counted = counts.sort((a, b) => a - b).every((count, n) => count === n + 2);
    const users = await this.toldOf(socket, id);
    socket.close();
    const shown = (await creator.http.get(`/api/v1/events/${id}`)).body;
    return {
      ...{ joined, full, again, others: crowd.length - joined - full - again, counted },
      ...(await this.written(id)),
      shown: shown.current_participants === shown.participants.length ? shown.current_participants : -1,
      told: users.length,
      people: new Set(users).size,
    };
  }

  /** Who joined, by what the socket was told before the next gathering. */
  private async toldOf(socket: PlainClient, id: number): Promise<number[]> {
    await this.here.drainEvents();
    const next = await makeGathering(this.creator, this.here.clock.now());
    await socket.frame('event_created', ({ data }) => data.id === next.id);
    return socket.frames
      .filter(({ type, data }) => type === 'event_joined' && data.event.id === id)
      .map(({ data }) => data.user.id);
  }

  private async written(id: number): Promise<Pick<Round, 'rows' | 'taken' | 'events'>> {
    const [row] = await this.here.db.query<Pick<Round, 'rows' | 'taken' | 'events'>>(
      `SELECT o.taken, (SELECT count(*)::int FROM booking.bookings b WHERE b.offer_id = o.id) AS rows,
         (SELECT count(*)::int FROM platform.outbox WHERE name = 'booking.confirmed'
            AND payload->'offer'->>'kind' = 'event' AND payload->>'refId' = $1::text) AS events
       FROM booking.offers o WHERE o.kind = 'event' AND o.ref_id = $1::bigint`,
      [id],
    );
    return row!;
  }
}

const proof: Proof = {
  id: 'RC1',
  what: 'a thousand people join a gathering of fifty places at once: its creator and 49 others take part',
  async run(size, progress) {
    const { people, rounds } = SIZES[size];
    const here = await world({ LOG_LEVEL: 'silent' });
    try {
      const [creator, ...crowd] = await signUpMany(here, people + 1);
      const ground = new Ground(here, creator!);
      progress(`${people} people stand ready`);
      const seen: Round[] = [];
      const ofOne: Round[] = [];
      for (let round = 0; round < rounds; round++) {
        seen.push(await ground.rush(crowd));
        ofOne.push(await ground.rush(Array<Person>(OF_ONE).fill(crowd[round]!)));
        progress(`round ${round + 1} of ${rounds}`);
      }
      const broken = await brokenInvariants(here.db);
      await here.db.query(DROP_SEAT_CONSTRAINTS);
      Object.setPrototypeOf(here.app.get(SeatClaimsRepository, { strict: false }), UnguardedSeats.prototype);
      const twin = await ground.rush(crowd.slice(0, 2 * PLACES));
      ground.client.close();
      const figures = {
        joins: people * rounds,
        places: PLACES,
        joined_min: Math.min(...seen.map(({ joined }) => joined)),
        joined_max: Math.max(...seen.map(({ joined }) => joined)),
        neither_joined_nor_full: seen.reduce((sum, { others, again }) => sum + others + again, 0),
        of_one_person: OF_ONE * rounds,
        joined_of_one_max: Math.max(...ofOne.map(({ joined }) => joined)),
        broken_invariants: Object.keys(broken).join(' ') || 'none',
        twin_joined: twin.joined,
      };
      const agrees = ({ joined, counted, rows, taken, events, shown, told, people: different }: Round) =>
        counted && [rows, taken, events, shown, told + 1, different + 1].every((count) => count === joined + 1);
      return verdict(figures, {
        'exactly as many join as there are places': seen.every(({ joined }) => joined === FREE),
        'all others are refused with 400': seen.every(({ full }) => full === people - FREE),
        'one person joins once': ofOne.every(({ joined, again }) => joined === 1 && again === OF_ONE - 1),
        'answers, rows, seats, events and frames agree': [...seen, ...ofOne].every(agrees),
        'invariants hold': Object.keys(broken).length === 0,
        'the twin takes too many': twin.joined > FREE,
      });
    } finally {
      await here.close();
    }
  },
};

export default proof;
