import { PersonLocksRepository } from '../../src/booking/claims/person-locks.repository.js';
import { SCHEDULING_INVARIANTS } from '../../src/scheduling/scheduling.invariants.js';
import { bodyOf, keepOpen, offerType, type OfferedType } from '../support/appointments.js';
import { brokenInvariants } from '../support/invariants.js';
import { LoadClient, tally, type LoadAnswer } from '../support/load.js';
import { OVERLAPS } from '../support/overlaps.js';
import type { Person } from '../support/people.js';
import { untilBroken, verdict, type Proof } from '../support/proof.js';
import { inParallel, type Random } from '../support/random.js';
import { DROP_TIME_CONSTRAINT } from '../support/unguarded.js';
import { NoPersonLocks } from '../support/unguarded-time.js';
import { world, type World } from '../support/world.js';

const ATTEMPTS = { quick: 300, full: 10_000 };
const PEOPLE = 20;
const QUARTERS = 24 * 4;
const QUARTER_MS = 15 * 60_000;
const DAY_MS = 24 * 4 * QUARTER_MS;
/** Of a hundred requests so many go to one host, the others to anybody. */
const TO_ONE = 50;
const BUFFERS = [0, 5, 15, 30];

type Action = 'meet' | 'book' | 'move' | 'move by host' | 'cancel';

/** What somebody asked for and got; a meeting has no link. */
interface Held {
  id: number;
  token: string | null;
  host: Person;
}

interface Asked {
  /** How many answers were of which kind, such as `meet 201`. */
  counts: Record<string, number>;
  overlaps: number;
}

/** Twenty who all meet each other, and all offer appointments: some with buffers, some for three at once. */
class Town {
  private readonly client: LoadClient;
  private readonly day: number;
  private readonly counts: Record<string, number> = {};

  private constructor(
    private readonly here: World,
    private readonly people: Person[],
    private readonly types: OfferedType[],
  ) {
    this.client = new LoadClient(here.url, PEOPLE);
    this.day = Math.ceil(here.clock.millis() / DAY_MS + 1) * DAY_MS;
  }

  static async of(here: World): Promise<Town> {
    const [people, types]: [Person[], OfferedType[]] = [[], []];
    for (let n = 0; n < PEOPLE; n++) {
      const person = await here.signUp({ timezone: 'UTC' });
      await keepOpen(here, person);
      const [bufferBefore, bufferAfter] = [BUFFERS[n % 4]!, BUFFERS[(n >> 2) % 4]!];
      const terms = { maxAttendees: n % 3 === 1 ? 3 : 1, bufferBefore, bufferAfter, slotInterval: 15 };
      types.push(await offerType(here, person, { duration: 15 + 15 * (n % 4), ...terms }));
      people.push(person);
    }
    return new Town(here, people, types);
  }

  async scramble(attempts: number, progress: (text: string) => void): Promise<Asked> {
    let left = attempts;
    await inParallel(PEOPLE, async (random, n) => {
      const own: Held[] = [];
      while (left-- > 0) {
        await this.attempt(this.people[n]!, own, random);
        if (left > 0 && left % 50 === 0) progress(`${left} attempts to go`);
      }
    });
    const [{ n: overlaps }] = (await this.here.db.query<{ n: number }>(OVERLAPS)) as [{ n: number }];
    return { counts: { ...this.counts }, overlaps };
  }

  close(): void {
    this.client.close();
  }

  private async attempt(person: Person, own: Held[], random: Random): Promise<void> {
    const action = own.length < 2 ? random.of(['meet', 'book'] as const) : this.choose(own, random);
    const answer = await this.act(action, person, own, random);
    const key = `${action} ${Object.keys(tally([answer]))[0]}`;
    this.counts[key] = (this.counts[key] ?? 0) + 1;
  }

  private choose(own: Held[], random: Random): Action {
    const action = random.of(['meet', 'book', 'book', 'move', 'move', 'move by host', 'cancel'] as const);
    const isMoved = action === 'move' || action === 'move by host';
    return isMoved && own.at(-1)!.token === null ? 'cancel' : action;
  }

  private async act(action: Action, person: Person, own: Held[], random: Random): Promise<LoadAnswer> {
    const start = this.day + random.below(QUARTERS) * QUARTER_MS;
    const start_time = new Date(start).toISOString();
    if (action === 'meet' || action === 'book') {
      const host = this.hostFor(person, random);
      const answer = await this.ask(action, person, host, start, random);
      const { id, access_token: token = null } = answer.body;
      if (answer.status === 201) own.push({ id, token, host });
      return answer;
    }
    const { id, token, host } = action === 'cancel' ? own.pop()! : own.at(-1)!;
    const manage = `/api/v1/events/booking/${token}/manage`;
    if (action === 'move') return this.client.post(manage, null, { action: 'reschedule', start_time });
    if (action === 'move by host')
      return this.client.post(`/api/v1/bookings/${id}/reschedule`, host.access, { start_time });
    if (token) return this.client.post(manage, null, { action: 'cancel' });
    const path = `/api/v1/meetings/${id}/update_status`;
    return this.client.patch(path, person.access, { status: 'cancelled' });
  }

  private ask(action: Action, person: Person, host: Person, start: number, random: Random) {
    if (action === 'meet')
      return this.client.post('/api/v1/meetings', person.access, {
        ...{ title: 'Race', description: 'Now', expert_id: host.id, category_id: 1 },
        scheduled_start: new Date(start),
        scheduled_end: new Date(start + (1 + random.below(8)) * QUARTER_MS),
      });
    const body = bodyOf(this.types[this.people.indexOf(host)]!, new Date(start).toISOString(), {
      invitee_email: person.email,
    });
    return this.client.post('/api/v1/events/bookings/create', person.access, body);
  }

  private hostFor(person: Person, random: Random): Person {
    const others = this.people.filter((each) => each !== person);
    return random.below(100) < TO_ONE ? others[0]! : random.of(others);
  }
}

/** What each of them comes to among so many attempts, and what it may be refused with besides. */
const EXPECTED = {
  always: [
    ...['meet 201', 'meet 409 TIME_CONFLICT', 'book 201', 'book 409 SLOT_UNAVAILABLE'],
    ...['book 409 TIME_CONFLICT', 'move 200', 'move 409 SLOT_UNAVAILABLE', 'move by host 200', 'cancel 200'],
  ],
  sometimes: [
    ...['book 409 ALREADY_BOOKED', 'move 409 TIME_CONFLICT', 'move 409 ALREADY_BOOKED'],
    'move by host 409 SLOT_UNAVAILABLE',
  ],
};
const KNOWN = [...EXPECTED.always, ...EXPECTED.sometimes];

const proof: Proof = {
  id: 'R3',
  what: 'meetings and appointments with buffers, sessions too, made, moved and cancelled at once: no overlap',
  async run(size, progress) {
    const here = await world({ LOG_LEVEL: 'silent' });
    try {
      const town = await Town.of(here);
      const { counts, overlaps } = await town.scramble(ATTEMPTS[size], progress);
      const broken = await brokenInvariants(here.db, SCHEDULING_INVARIANTS);
      const [{ deadlocks }] = (await here.db.query<{ deadlocks: number }>(
        'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
      )) as [{ deadlocks: number }];
      await here.db.query(DROP_TIME_CONSTRAINT);
      Object.setPrototypeOf(here.app.get(PersonLocksRepository, { strict: false }), NoPersonLocks.prototype);
      const attempt = () => town.scramble(60, () => undefined);
      const twin = await untilBroken(attempt, ({ overlaps: n }) => n > 0);
      town.close();
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
        'everything was done, and refused for what is in the way': EXPECTED.always.every(
          (name) => counts[name]! > 0,
        ),
        'there is no other answer': Object.keys(counts).every((name) => KNOWN.includes(name)),
        'invariants hold': Object.keys(broken).length === 0,
        'the twin fails': twin.overlaps > 0,
      });
    } finally {
      await here.close();
    }
  },
};

export default proof;
