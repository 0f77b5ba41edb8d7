import { DueBookingsProcessor } from '../../src/booking/bookings/due-bookings.processor.js';
import { PersonLocksRepository } from '../../src/booking/claims/person-locks.repository.js';
import { WaitlistPromoterService } from '../../src/booking/promotion/waitlist-promoter.service.js';
import { WaitlistRepository } from '../../src/booking/promotion/waitlist.repository.js';
import { SCHEDULING_INVARIANTS } from '../../src/scheduling/scheduling.invariants.js';
import { bodyOf, booked, offerType, openHost, startIn } from '../support/appointments.js';
import { brokenInvariants } from '../support/invariants.js';
import { LoadClient, tally, type LoadAnswer } from '../support/load.js';
import { untilBroken, verdict, type Proof } from '../support/proof.js';
import { met } from '../support/somebody-waits.js';
import { DROP_SEAT_CONSTRAINTS, promoteLate, UnguardedWaitlist } from '../support/unguarded.js';
import { NoPersonLocks } from '../support/unguarded-time.js';
import { world, type World } from '../support/world.js';

const SIZES = { quick: { rounds: 1, seats: 12 }, full: { rounds: 4, seats: 100 } };
const TWIN_SEATS = 8;
const HOLD_MS = 24 * 3_600_000;
const LOCK_SESSION = 'SELECT FROM booking.offers WHERE id = $1 FOR NO KEY UPDATE';

interface Round {
  /** To whom seats were offered, by their places in the queue, as they were told. */
  offered: number[];
  slippedIn: number;
  /** Taken once all seats that were freed had been offered, and at the end. */
  seats: [number, number];
  /** Of those to whom seats were offered at first, half took them up. */
  tookUp: number;
  /** Where the last of the queue stands after the first offers. */
  lastPlace: number;
  strange: string[];
}

const EXPECTED = new Set(['200', '409 SLOT_UNAVAILABLE', '409 RESERVED_FOR_WAITLIST']);
const isStrange = (answers: LoadAnswer[]) =>
  Object.keys(tally(answers)).filter((answer) => !EXPECTED.has(answer));

/**
 * Half of a full session leaves at once, while others who do not wait try to get in; of those whose turn it is
 * half take their seats, the others let the offer lapse.
 */
async function exodus(
  here: World,
  seats: number,
  promoteAfterwards: () => Promise<unknown> = async () => undefined,
): Promise<Round> {
  const type = await offerType(here, await openHost(here), { maxAttendees: seats });
  const start = startIn(here, 24 * 300);
  const guest = (invitee_email: string) => ({ invitee_email, join_waitlist: true });
  const wants = (who: string) => booked(here.http(), type, start, guest(`${who}@example.com`));
  const [held, queue]: [string[], string[]] = [[], []];
  for (let n = 0; n < seats; n++) held.push((await wants(`seated-${n}`)).access_token);
  for (let n = 0; n < seats; n++) queue.push((await wants(`waiting-${n}`)).access_token);
  const client = new LoadClient(here.url, seats);
  const act = (token: string, action: string) =>
    client.post(`/api/v1/events/booking/${token}/manage`, null, { action });
  const outsiders = Array.from({ length: seats / 2 }, (_, n) =>
    client.post(
      '/api/v1/events/bookings/create',
      null,
      bodyOf(type, start, { invitee_email: `out-${n}@example.com` }),
    ),
  );
  const left = await Promise.all([
    ...held.slice(0, seats / 2).map((token) => act(token, 'cancel')),
    ...outsiders,
  ]);
  await promoteAfterwards();
  const atFirst = await takenSeats(here, type.id);
  const last = await here.http().get(`/api/v1/events/booking/${queue.at(-1)}/manage`);
  const takers = queue.slice(0, seats / 2).filter((_, n) => n % 2 === 0);
  const taken = await Promise.all(takers.map((token) => act(token, 'confirm')));
  here.clock.advance(HOLD_MS);
  await Promise.all(
    Array.from({ length: 3 }, () => here.app.get(DueBookingsProcessor, { strict: false }).expireHolds()),
  );
  client.close();
  const offered = await here.db.query<{ place: number }>(
    `SELECT w.place FROM platform.outbox e JOIN (
       SELECT w.id, row_number() OVER (ORDER BY w.id)::int - 1 AS place FROM booking.waitlist w
       JOIN booking.offers o ON o.id = w.offer_id JOIN scheduling.occurrences c ON c.id = o.ref_id
       WHERE o.kind = 'occurrence' AND c.event_type_id = $1) w ON w.id::text = e.payload->>'entryId'
     WHERE e.name = 'waitlist.seat_offered' ORDER BY e.id`,
    [type.id],
  );
  return {
    offered: offered.map(({ place }) => place),
    slippedIn: tally(left)['201'] ?? 0,
    seats: [atFirst, await takenSeats(here, type.id)],
    tookUp: tally(taken)['200'] ?? 0,
    lastPlace: last.body.waitlist_position,
    strange: [...isStrange(left), ...isStrange(taken)],
  };
}

async function takenSeats(here: World, typeId: number): Promise<number> {
  const [row] = await here.db.query<{ seats: number }>(
    `SELECT coalesce(sum(quantity), 0)::int AS seats FROM booking.bookings
     WHERE kind = 'appointment' AND ref_id = $1 AND status IN ('pending', 'confirmed')`,
    [typeId],
  );
  return row!.seats;
}

/** The second promotions of a session at a time, each of which has read what the other one changes. */
async function twinOf(here: World): Promise<() => Promise<Round>> {
  await here.db.query(`${DROP_SEAT_CONSTRAINTS};
    ALTER TABLE booking.offers DROP CONSTRAINT offers_waiting_not_negative;
    ALTER TABLE booking.offers DROP CONSTRAINT offers_waiting_is_due`);
  Object.setPrototypeOf(here.app.get(PersonLocksRepository, { strict: false }), NoPersonLocks.prototype);
  Object.setPrototypeOf(here.app.get(WaitlistRepository, { strict: false }), UnguardedWaitlist.prototype);
  const promoter = here.app.get(WaitlistPromoterService, { strict: false });
  const late = promoteLate({ promoter, db: here.db });
  const offerOf = 'SELECT max(offer_id) AS id FROM booking.waitlist';
  return () =>
    exodus(here, TWIN_SEATS, async () => {
      const [{ id }] = (await here.db.query<{ id: number }>(offerOf)) as [{ id: number }];
      await met(here, LOCK_SESSION, [id], () =>
        Promise.all(
          late
            .splice(0)
            .slice(-2)
            .map((run) => run()),
        ),
      );
    });
}

const isInOrder = ({ offered }: Round, seats: number) =>
  offered.length === (seats * 3) / 4 && offered.every((place, n) => place === n);

const isBroken = ({ offered, seats }: Round) => new Set(offered).size < offered.length || seats[0] > TWIN_SEATS;

const proof: Proof = {
  id: 'R5',
  what: 'a full session, as many waiting, half of its seats freed at once, and offers that lapse: all in order',
  async run(size, progress) {
    const { rounds, seats } = SIZES[size];
    const here = await world({ LOG_LEVEL: 'silent' });
    try {
      const seen: Round[] = [];
      for (let round = 0; round < rounds; round++) {
        seen.push(await exodus(here, seats));
        progress(`round ${round + 1} of ${rounds}`);
      }
      const broken = await brokenInvariants(here.db, SCHEDULING_INVARIANTS);
      const [{ deadlocks }] = (await here.db.query<{ deadlocks: number }>(
        'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
      )) as [{ deadlocks: number }];
      const twin = await untilBroken(await twinOf(here), isBroken);
      const figures = {
        freed: (seats / 2) * rounds,
        offered: seen.reduce((sum, { offered }) => sum + offered.length, 0),
        slipped_in: seen.reduce((sum, { slippedIn }) => sum + slippedIn, 0),
        strange: seen.flatMap(({ strange }) => strange).join(', ') || 'none',
        deadlocks,
        broken_invariants: Object.keys(broken).join(' ') || 'none',
        twin_offered: twin.offered.join(' '),
        twin_seats: twin.seats.join(' '),
      };
      return verdict(figures, {
        'seats are offered in the order of the queue, each once': seen.every((each) => isInOrder(each, seats)),
        'nobody slips in': figures.slipped_in === 0,
        'no seat is given twice': seen.every(({ seats: [first, end] }) => first === seats && end === seats),
        'who is offered a seat can take it': seen.every(({ tookUp }) => tookUp === seats / 4),
        'places have no gaps': seen.every(({ lastPlace }) => lastPlace === seats / 2),
        'all others are refused with 409': figures.strange === 'none',
        'no deadlock': deadlocks === 0,
        'invariants hold': Object.keys(broken).length === 0,
        'the twin fails': isBroken(twin),
      });
    } finally {
      await here.close();
    }
  },
};

export default proof;
