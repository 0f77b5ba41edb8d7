import { BookingApi } from '../../src/booking/booking.api.js';
import { PublishedTypesQueries } from '../../src/scheduling/event-types/published-types.queries.js';
import { HostTimeQueries } from '../../src/scheduling/slots/host-time.queries.js';
import { listSlots } from '../../src/scheduling/slots/slot-search.policy.js';
import { slotTermsOf } from '../../src/scheduling/slots/slot-terms.policy.js';
import { bookable, plantType, type Bookable } from '../support/bookable.js';
import { untilBroken, verdict, type Proof } from '../support/proof.js';
import { Random } from '../support/random.js';
import { world, type World } from '../support/world.js';

const QUESTIONS = { quick: 300, full: 10_000 };
const ROUND = 20;
const WRITERS = 20;
const TYPES = 3;
const NOW = new Date('2035-03-01T00:00:00Z');
const MONDAY = Date.parse('2035-03-05T00:00:00Z');
const DAY_MS = 86_400_000;
const SILENT_RAISE = `CREATE OR REPLACE FUNCTION platform.raise_revision(of_topic text, of_subject bigint)
  RETURNS void LANGUAGE plpgsql AS 'BEGIN END'`;

interface Question {
  typeSlug: string;
  /** From Monday on. */
  days: number;
  party: number;
}

interface Asked {
  questions: number;
  stale: number;
  known: number;
  writes: Record<string, number>;
}

const dateOf = (day: number) => new Date(MONDAY + day * DAY_MS).toISOString().slice(0, 10);

/** Somebody's types, who changes them, and what is asked of them. */
class Desk {
  private readonly blocked: number[] = [];
  private readonly rules: number[] = [];
  private readonly booked: number[] = [];
  readonly writes: Record<string, number> = {};
  readonly questions: Question[];

  private constructor(
    private readonly here: World,
    private readonly of: Bookable,
    private readonly types: { id: number; slug: string }[],
  ) {
    this.questions = types.flatMap(({ slug: typeSlug }) =>
      [1, 5].flatMap((days) => [1, 2].map((party) => ({ typeSlug, days, party }))),
    );
  }

  static async open(here: World): Promise<Desk> {
    const of = await bookable(here, { max_attendees: 2 }, 'UTC');
    const types = [{ id: of.typeId, slug: of.typeSlug }];
    while (types.length < TYPES) types.push(await plantType(here.db, of.host.id, { duration: 20 }));
    return new Desk(here, of, types);
  }

  /** What is refused changes nothing. */
  async write(random: Random): Promise<void> {
    const kinds = ['block', 'unblock', 'rule', 'no rule', 'book', 'cancel', 'type'] as const;
    const kind = random.of(kinds);
    const { http } = this.of.host;
    const start = MONDAY + random.below(5) * DAY_MS + (8 * 60 + random.below(24) * 10) * 60_000;
    const [start_time, end_time] = [start, start + 1_200_000].map((at) => new Date(at).toISOString());
    let isDone = false;
    if (kind === 'block') {
      const { status, body } = await http.post('/api/v1/availability/blocked-times', { start_time, end_time });
      isDone = status === 201;
      this.blocked.push(body.id as number);
    } else if (kind === 'rule') {
      const rule = {
        day_of_week: 1 + random.below(5),
        start_time: start_time!.slice(11, 16),
        end_time: '20:00',
      };
      const { status, body } = await http.post('/api/v1/user-availability', rule);
      isDone = status === 201;
      if (isDone) this.rules.push(body.id as number);
    } else if (kind === 'type') {
      const change = { buffer_after: random.below(3) * 10, max_bookings_per_day: 1 + random.below(9) };
      const path = `/api/v1/events/event-types/${random.of(this.types).id}`;
      isDone = (await http.patch(path, change)).status === 200;
    } else if (kind === 'book') isDone = await this.book(random.of(this.types).id, start);
    else isDone = await this.takeBack(kind);
    if (isDone) this.writes[kind] = (this.writes[kind] ?? 0) + 1;
  }

  private async book(refId: number, start: number): Promise<boolean> {
    const { id: hostId } = this.of.host;
    const times = { startsAt: new Date(start), endsAt: new Date(start + 1_200_000), expiresAt: null };
    const who = { personId: null, address: 'ada@example.com', hostId, people: [hostId] };
    try {
      const { id } = await this.here.db.transaction((tx) =>
        this.api.reserveTime(tx, { kind: 'appointment', refId, ...who, ...times }),
      );
      return this.booked.push(id) > 0;
    } catch (error) {
      if ((error as { code?: string }).code === 'SLOT_UNAVAILABLE') return false;
      throw error;
    }
  }

  private async takeBack(kind: 'unblock' | 'no rule' | 'cancel'): Promise<boolean> {
    const { http } = this.of.host;
    const id = (kind === 'unblock' ? this.blocked : kind === 'cancel' ? this.booked : this.rules).pop();
    if (id === undefined) return false;
    if (kind === 'unblock')
      return (await http.delete(`/api/v1/availability/blocked-times/${id}`)).status === 204;
    if (kind === 'no rule') return (await http.delete(`/api/v1/user-availability/${id}`)).status === 204;
    const by = { actorId: null, cause: 'host' as const, reason: null };
    await this.here.db.transaction((tx) => this.api.cancel(tx, id, by));
    return true;
  }

  async ask({ typeSlug, days, party }: Question): Promise<{ slots: string; isKnown: boolean }> {
    const query = `start_date=${dateOf(0)}&end_date=${dateOf(days - 1)}&attendee_count=${party}`;
    const path = `/api/v1/events/slots/${this.of.slug}/${typeSlug}?${query}`;
    const { body } = await this.here.http().unchecked().get(path);
    const slots = body.slots.map((slot: any) => [Date.parse(slot.start_time), slot.seats_available]);
    return { slots: JSON.stringify(slots), isKnown: body.meta.performance.cache_hit };
  }

  /** What the pure function says of the present state. */
  async truth({ typeSlug, days, party }: Question): Promise<string> {
    const { app, db } = this.here;
    const found = await app.get(PublishedTypesQueries, { strict: false }).find(this.of.slug, typeSlug);
    const { organizer, type } = found!;
    const span = { from: MONDAY, until: MONDAY + days * DAY_MS };
    const asked = { hostId: organizer.id, typeId: type.id, terms: slotTermsOf(type), span, now: NOW.getTime() };
    const host = await app.get(HostTimeQueries, { strict: false }).get(db, asked);
    const slots = listSlots(asked.terms, host, { now: asked.now, party }, span);
    return JSON.stringify(slots.map(({ start, seatsLeft }) => [start, seatsLeft]));
  }

  truths(): Promise<string[]> {
    return Promise.all(this.questions.map((question) => this.truth(question)));
  }

  private get api(): BookingApi {
    return this.here.app.get(BookingApi, { strict: false });
  }
}

/**
 * In turns one writer, of whose change there are two states, and twenty at once, after whom there is one; half
 * of the questions are asked meanwhile, the others after it.
 */
async function askWhileWriting(
  desk: Desk,
  atMost: number,
  seed: number,
  progress: (text: string) => void,
): Promise<Asked> {
  const random = new Random(seed);
  const asked: Asked = { questions: 0, stale: 0, known: 0, writes: desk.writes };
  const { questions } = desk;
  let before = await desk.truths();
  for (let round = 0; asked.questions < atMost; round++) {
    const writers = round % 2 === 0 ? 1 : WRITERS;
    const chosen = Array.from({ length: ROUND / 2 }, () => random.below(questions.length));
    const [meanwhile] = await Promise.all([
      Promise.all(chosen.map((index) => desk.ask(questions[index]!))),
      ...Array.from({ length: writers }, (_, n) => desk.write(new Random(seed + round * WRITERS + n))),
    ]);
    const after = await desk.truths();
    const later = await Promise.all(chosen.map((index) => desk.ask(questions[index]!)));
    chosen.forEach((index, n) => {
      const possible = [before[index], after[index]];
      if (writers === 1 && !possible.includes(meanwhile[n]!.slots)) asked.stale++;
      if (later[n]!.slots !== after[index]) asked.stale++;
      if (later[n]!.isKnown) asked.known++;
    });
    asked.questions += ROUND;
    before = after;
    if (round % 5 === 0) progress(`${asked.questions} questions asked`);
  }
  return asked;
}

const proof: Proof = {
  id: 'R6',
  what: 'free times asked for while twenty change rules, bookings and event types: each answer was true',
  async run(size, progress) {
    const here = await world({ LOG_LEVEL: 'silent', ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d' });
    here.clock.set(NOW);
    try {
      const { questions, stale, known, writes } = await askWhileWriting(
        await Desk.open(here),
        QUESTIONS[size],
        1,
        progress,
      );
      const [{ deadlocks }] = (await here.db.query<{ deadlocks: number }>(
        'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
      )) as [{ deadlocks: number }];
      await here.db.query(SILENT_RAISE);
      let seed = 1_000;
      const twin = await untilBroken(
        async () => askWhileWriting(await Desk.open(here), 2 * ROUND, (seed += 1_000), progress),
        (shown) => shown.stale > 0,
      );
      const figures = { questions, ...writes, known, stale, deadlocks, twin_stale: twin.stale };
      return verdict(figures, {
        'no answer is stale': stale === 0,
        'some came from memory': known > 0,
        'each kind of change was made': Object.keys(writes).length === 7,
        'no deadlock': deadlocks === 0,
        'the twin fails': twin.stale > 0,
      });
    } finally {
      await here.close();
    }
  },
};

export default proof;
