import { PersonLocksRepository } from '../../src/booking/claims/person-locks.repository.js';
import { TimeClaimsRepository } from '../../src/booking/claims/time-claims.repository.js';
import { SCHEDULING_INVARIANTS } from '../../src/scheduling/scheduling.invariants.js';
import { Turns } from '../../src/shared/concurrency/turns.js';
import { bodyOf, offerType, openHost, startIn, type OfferedType } from '../support/appointments.js';
import { brokenInvariants } from '../support/invariants.js';
import { LoadClient, tally } from '../support/load.js';
import type { Person } from '../support/people.js';
import { untilBroken, verdict, type Proof } from '../support/proof.js';
import { DROP_SEAT_CONSTRAINTS, DROP_TIME_CONSTRAINT } from '../support/unguarded.js';
import { NoPersonLocks, UnguardedTime } from '../support/unguarded-time.js';
import { world, type World } from '../support/world.js';

const SIZES = { quick: { atOnce: 40, rounds: 2 }, full: { atOnce: 1_000, rounds: 20 } };
const APART = 40;
const SEATS = 10;
/** Of them each has an account; the others who ask have none. */
const PEOPLE = 10;

interface Round {
  /** Requests that an overloaded machine turned away at first, whose effect may have stood by then. */
  turnedAway: number;
  won: number;
  rows: number;
  seats: number;
  events: number;
  sessions: number;
  strange: string[];
}

const EXPECTED = new Set(['201', '409 SLOT_UNAVAILABLE', '409 ALREADY_BOOKED']);

/** All want the same start at the same moment, of a group type for one, two or three. */
async function rush(
  here: World,
  type: OfferedType,
  people: Person[],
  { hour, atOnce }: { hour: number; atOnce: number },
): Promise<Round> {
  const start = startIn(here, hour);
  const isGroup = type.maxAttendees > 1;
  const client = new LoadClient(here.url, atOnce);
  const calls = Array.from({ length: atOnce }, (_, n) => {
    const who = n % 4 === 0 ? people[(n / 4) % PEOPLE]! : null;
    const more = { invitee_email: who?.email ?? `guest-${n}@example.com` };
    const body = bodyOf(type, start, { ...more, ...(isGroup && { attendee_count: 1 + (n % 3) }) });
    return client.post('/api/v1/events/bookings/create', who?.access ?? null, body);
  });
  const answers = tally(await Promise.all(calls));
  client.close();
  const [found] = await here.db.query<Pick<Round, 'rows' | 'seats' | 'events' | 'sessions'>>(
    `SELECT count(*)::int AS rows, coalesce(sum(quantity), 0)::int AS seats,
       count(DISTINCT offer_id)::int AS sessions,
       (SELECT count(*)::int FROM platform.outbox WHERE name = 'booking.confirmed'
          AND payload->>'hostId' = $2::text) AS events
     FROM booking.bookings WHERE kind = 'appointment' AND ref_id = $1 AND status = 'confirmed'`,
    [type.id, type.host.id],
  );
  return {
    ...{ turnedAway: client.turnedAway, won: answers['201'] ?? 0, ...found! },
    strange: Object.keys(answers).filter((answer) => !EXPECTED.has(answer)),
  };
}

const proof: Proof = {
  id: 'R1',
  what: 'one start of one host, asked for by many at once: one gets it, of a session each seat goes to one',
  async run(size, progress) {
    const { atOnce, rounds } = SIZES[size];
    const here = await world({ LOG_LEVEL: 'silent' });
    const { take } = Turns.prototype;
    try {
      const people: Person[] = [];
      for (let n = 0; n < PEOPLE; n++) people.push(await here.signUp());
      let hour = 0;
      const rushTo = async (maxAttendees: number, crowd = atOnce) => {
        const type = await offerType(here, await openHost(here), { maxAttendees });
        return rush(here, type, people, { hour: ++hour, atOnce: crowd });
      };
      const [alone, shared]: [Round[], Round[]] = [[], []];
      for (let round = 0; round < rounds; round++) {
        alone.push(await rushTo(1));
        shared.push(await rushTo(SEATS));
        progress(`round ${round + 1} of ${rounds}`);
      }
      // What takes turns inside one process races where there are several.
      Turns.prototype.take = (_, work) => work();
      const [apart, sharedApart] = [await rushTo(1, APART), await rushTo(SEATS, APART)];
      const all = [...alone, ...shared, apart, sharedApart];
      const broken = await brokenInvariants(here.db, SCHEDULING_INVARIANTS);
      const [{ deadlocks }] = (await here.db.query<{ deadlocks: number }>(
        'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
      )) as [{ deadlocks: number }];
      await here.db.query(`${DROP_TIME_CONSTRAINT}; ${DROP_SEAT_CONSTRAINTS}`);
      Object.setPrototypeOf(here.app.get(PersonLocksRepository, { strict: false }), NoPersonLocks.prototype);
      Object.setPrototypeOf(here.app.get(TimeClaimsRepository, { strict: false }), UnguardedTime.prototype);
      const twin = await untilBroken(
        () => rushTo(1, 20),
        ({ rows }) => rows > 1,
      );
      const groupTwin = await untilBroken(
        () => rushTo(2, 20),
        ({ seats }) => seats > 2,
      );
      const figures = {
        posts: 2 * (atOnce * rounds + APART),
        winners_of_one_max: Math.max(...alone.map(({ won }) => won)),
        seats_of_a_session_max: Math.max(...shared.map(({ seats }) => seats)),
        turned_away: all.reduce((sum, { turnedAway }) => sum + turnedAway, 0),
        strange: all.flatMap(({ strange }) => strange).join(', ') || 'none',
        deadlocks,
        broken_invariants: Object.keys(broken).join(' ') || 'none',
        twin_winners: twin.rows,
        twin_seats: groupTwin.seats,
      };
      return verdict(figures, {
        'one gets the start': [...alone, apart].every(({ rows }) => rows === 1),
        'every seat of the session is taken once': [...shared, sharedApart].every(
          ({ seats }) => seats === SEATS,
        ),
        'of one session': [...shared, sharedApart].every(({ sessions }) => sessions === 1),
        'every 201 is a row, and told once': all.every(
          ({ won, rows, events, turnedAway }) =>
            rows === events && (won === rows || (won < rows && turnedAway > 0)),
        ),
        'all others are refused with 409': figures.strange === 'none',
        'nobody is told to come back later': [...alone, ...shared].every(({ turnedAway }) => turnedAway === 0),
        'no deadlock': deadlocks === 0,
        'invariants hold': Object.keys(broken).length === 0,
        'the twin fails': twin.rows > 1,
        'the twin of the session fails': groupTwin.seats > 2,
      });
    } finally {
      Turns.prototype.take = take;
      await here.close();
    }
  },
};

export default proof;
