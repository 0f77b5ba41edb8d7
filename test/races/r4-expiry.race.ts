import { DueBookingsProcessor } from '../../src/booking/bookings/due-bookings.processor.js';
import { SCHEDULING_INVARIANTS } from '../../src/scheduling/scheduling.invariants.js';
import { PersonLocksRepository } from '../../src/booking/claims/person-locks.repository.js';
import { bodyOf, booked, offerType, openHost, startIn } from '../support/appointments.js';
import { brokenInvariants } from '../support/invariants.js';
import { LoadClient, tally } from '../support/load.js';
import type { Person } from '../support/people.js';
import { untilBroken, verdict, type Proof } from '../support/proof.js';
import { DROP_TIME_CONSTRAINT } from '../support/unguarded.js';
import { NoPersonLocks } from '../support/unguarded-time.js';
import { world, type World } from '../support/world.js';

const ROUNDS = { quick: 6, full: 60 };
/** Of those who want the start that is about to be free. */
const OTHERS = 6;

interface Round {
  /** Live bookings of the start. */
  live: number;
  /** What was kept of money for what is not firm. */
  keptCents: number;
  answers: Record<string, number>;
}

/** At the very instant at which a hold ends it is paid, cancelled and moved, and others want its start. */
async function lastMoment(here: World, host: Person, hour: number): Promise<Round> {
  const type = await offerType(here, host, { priceCents: 900 });
  // So far ahead that who cancels gets everything back.
  const start = startIn(here, 30 * 24 + hour);
  const held = await booked(here.http(), type, start);
  here.clock.set(new Date(held.expires_at));
  const sweeps = here.app.get(DueBookingsProcessor, { strict: false });
  const client = new LoadClient(here.url, OTHERS + 4);
  const link = `/api/v1/events/booking/${held.access_token}`;
  const pay = () => client.post(`${link}/pay`, null, { method: 'mock', amount: '9.00' });
  const ask = (n: number) =>
    client.post(
      '/api/v1/events/bookings/create',
      null,
      bodyOf(type, start, { invitee_email: `other-${n}@example.com` }),
    );
  const [paid, asked, cancelled] = await Promise.all([
    Promise.all([pay(), pay()]),
    Promise.all(Array.from({ length: OTHERS }, (_, n) => ask(n))),
    client.post(`${link}/manage`, null, { action: 'cancel' }),
    sweeps.expireHolds(),
    sweeps.expireHolds(),
  ]);
  client.close();
  await here.drainEvents();
  const [found] = await here.db.query<{ live: number; kept: number }>(
    `SELECT count(*) FILTER (WHERE status IN ('pending', 'confirmed'))::int AS live,
       coalesce(sum(paid_cents - refunded_cents) FILTER (WHERE status <> 'confirmed'), 0)::int AS kept
     FROM booking.bookings WHERE kind = 'appointment' AND ref_id = $1 AND starts_at = $2`,
    [type.id, start],
  );
  const named = (name: string, counts: Record<string, number>) =>
    Object.entries(counts).map(([answer, n]) => [`${name} ${answer}`, n] as const);
  const answers = Object.fromEntries([
    ...named('pay', tally(paid)),
    ...named('book', tally(asked)),
    ...named('cancel', tally([cancelled])),
  ]);
  return { live: found!.live, keptCents: found!.kept, answers };
}

/** One has the start; nobody where all others were refused for who paid for it, and then cancelled. */
function hasOneEnd({ live, answers }: Round): boolean {
  const isGivenBack = 'pay 201' in answers && 'cancel 200' in answers && !('book 201' in answers);
  return live === (isGivenBack ? 0 : 1);
}

const proof: Proof = {
  id: 'R4',
  what: 'a hold that is paid, cancelled and wanted by others as it ends: one has the start, no money is lost',
  async run(size, progress) {
    const here = await world({ LOG_LEVEL: 'silent' });
    try {
      const host = await openHost(here);
      const seen: Round[] = [];
      for (let round = 0; round < ROUNDS[size]; round++) {
        seen.push(await lastMoment(here, host, round));
        progress(`round ${round + 1} of ${ROUNDS[size]}`);
      }
      const broken = await brokenInvariants(here.db, SCHEDULING_INVARIANTS);
      await here.db.query(DROP_TIME_CONSTRAINT);
      Object.setPrototypeOf(here.app.get(PersonLocksRepository, { strict: false }), NoPersonLocks.prototype);
      let hour = ROUNDS[size];
      const twin = await untilBroken(
        () => lastMoment(here, host, hour++),
        ({ live }) => live > 1,
      );
      const answers = new Set(seen.flatMap((round) => Object.keys(round.answers)));
      const figures = {
        rounds: ROUNDS[size],
        answers: [...answers].sort().join(', '),
        live_max: Math.max(...seen.map(({ live }) => live)),
        kept_cents: seen.reduce((sum, { keptCents }) => sum + keptCents, 0),
        broken_invariants: Object.keys(broken).join(' ') || 'none',
        twin_live: twin.live,
      };
      return verdict(figures, {
        'one has the start': seen.every(hasOneEnd),
        'nobody pays for what is not firm': figures.kept_cents === 0,
        'there is no fault': [...answers].every((answer) => / (?:20[01]|409 )/.test(answer)),
        'invariants hold': Object.keys(broken).length === 0,
        'the twin fails': twin.live > 1,
      });
    } finally {
      await here.close();
    }
  },
};

export default proof;
