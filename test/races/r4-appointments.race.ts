import { LiveTransitionsRepository } from '../../src/booking/transitions/live-transitions.repository.js';
import { SCHEDULING_INVARIANTS } from '../../src/scheduling/scheduling.invariants.js';
import { book, booked, offerType, openHost, startIn } from '../support/appointments.js';
import { brokenInvariants } from '../support/invariants.js';
import { LoadClient, tally } from '../support/load.js';
import type { Person } from '../support/people.js';
import { untilBroken, verdict, type Proof } from '../support/proof.js';
import { UnguardedMoves } from '../support/unguarded.js';
import { world, type World } from '../support/world.js';

const SIZES = { quick: { atOnce: 18, rounds: 4 }, full: { atOnce: 50, rounds: 20 } };

interface Round {
  statuses: string[];
  /** Of each booking, the most. */
  confirmations: number;
  endings: number;
  /** Confirmed after it had ended. */
  revived: boolean;
  bookedAgain: boolean;
  strange: string[];
}

const EXPECTED = new Set(['200', '409 INVALID_TRANSITION']);

/** What two asked for in one session, or one alone, is confirmed by the host and given up by all at once. */
async function quarrel(here: World, host: Person, hour: number, atOnce: number): Promise<Round> {
  const maxAttendees = 1 + (hour % 2);
  const type = await offerType(here, host, { maxAttendees, requiresConfirmation: true });
  const start = startIn(here, 24 + hour);
  const asked: { id: number; access_token: string }[] = [];
  for (let n = 0; n < maxAttendees; n++)
    asked.push(await booked(here.http(), type, start, { invitee_email: `guest-${n}@example.com` }));
  const client = new LoadClient(here.url, atOnce);
  const calls = Array.from({ length: atOnce }, (_, n) => {
    const { id, access_token: token } = asked[Math.floor(n / 3) % maxAttendees]!;
    if (n % 3 === 0) return client.post(`/api/v1/bookings/${id}/confirm`, host.access);
    if (n % 3 === 1) return client.post(`/api/v1/events/booking/${token}/manage`, null, { action: 'cancel' });
    return client.post(`/api/v1/bookings/${id}/cancel`, host.access);
  });
  const answers = tally(await Promise.all(calls));
  client.close();
  const ids = asked.map(({ id }) => id);
  const bookings = await here.db.query<{ status: string; names: string[] }>(
    `SELECT b.status, ARRAY(SELECT e.name FROM platform.outbox e
       WHERE e.payload->>'bookingId' = b.id::text ORDER BY e.id) AS names
     FROM booking.bookings b WHERE b.id = ANY($1)`,
    [ids],
  );
  const most = (name: string) =>
    Math.max(...bookings.map(({ names }) => names.filter((each) => each === name).length));
  const again = await book(here.http(), type, start, { invitee_email: 'again@example.com' });
  return {
    statuses: bookings.map(({ status }) => status),
    ...{ confirmations: most('booking.confirmed'), endings: most('booking.cancelled') },
    revived: bookings.some(
      ({ names }) => names.indexOf('booking.cancelled') < names.lastIndexOf('booking.confirmed'),
    ),
    bookedAgain: again.status === 201,
    strange: Object.keys(answers).filter((answer) => !EXPECTED.has(answer)),
  };
}

const isBroken = ({ revived, confirmations }: Round) => revived || confirmations > 1;

const proof: Proof = {
  id: 'R4',
  what: 'a request, alone or of a session, confirmed and cancelled by all at once: it ends once, and is free',
  async run(size, progress) {
    const { atOnce, rounds } = SIZES[size];
    const here = await world({ LOG_LEVEL: 'silent' });
    try {
      const host = await openHost(here);
      const seen: Round[] = [];
      for (let round = 0; round < rounds; round++) {
        seen.push(await quarrel(here, host, round, atOnce));
        progress(`round ${round + 1} of ${rounds}`);
      }
      const broken = await brokenInvariants(here.db, SCHEDULING_INVARIANTS);
      Object.setPrototypeOf(
        here.app.get(LiveTransitionsRepository, { strict: false }),
        UnguardedMoves.prototype,
      );
      let hour = rounds;
      const twin = await untilBroken(() => quarrel(here, host, hour++, 18), isBroken);
      const figures = {
        calls: atOnce * rounds,
        confirmations_max: Math.max(...seen.map(({ confirmations }) => confirmations)),
        cancellations_max: Math.max(...seen.map(({ endings }) => endings)),
        strange: seen.flatMap(({ strange }) => strange).join(', ') || 'none',
        broken_invariants: Object.keys(broken).join(' ') || 'none',
        twin_confirmations: twin.confirmations,
        twin_revived: String(twin.revived),
      };
      return verdict(figures, {
        'each is cancelled, once': seen.every(
          ({ statuses, endings }) => endings === 1 && statuses.every((status) => status === 'cancelled'),
        ),
        'confirmed once at most, and before its end': !seen.some(isBroken),
        'its start can be booked again': seen.every(({ bookedAgain }) => bookedAgain),
        'all calls are answered with 200 or 409': figures.strange === 'none',
        'invariants hold': Object.keys(broken).length === 0,
        'the twin fails': isBroken(twin),
      });
    } finally {
      await here.close();
    }
  },
};

export default proof;
