import { StepsProcessor } from '../../src/messaging/workflow-steps/steps.processor.js';
import { SchedulingApi, type AppointmentRow } from '../../src/scheduling/scheduling.api.js';
import { booked, offerType, openHost, startIn, type OfferedType } from '../support/appointments.js';
import type { Person } from '../support/people.js';
import { verdict, type Proof } from '../support/proof.js';
import { Random } from '../support/random.js';
import { WORKFLOWS, workflowBody, workflowMail } from '../support/workflow-bodies.js';
import { world, type World } from '../support/world.js';

const MINUTE_MS = 60_000;
const LENGTH_MS = 30 * MINUTE_MS;
const SIZES = {
  quick: { bookings: 24, hosts: 2, rounds: 5 },
  full: { bookings: 1_000, hosts: 20, rounds: 16 },
};
const TWIN = { bookings: 8, hosts: 1, rounds: 3 };
/** As many as the longest jump passes: some are left before the last one. */
const SLOTS_A_ROUND = 60;
const LONGEST_JUMP_MINUTES = 30 * 60;
const OFFSETS = { before_booking: 180, after_booking: 45 } as const;
type ByTheClock = keyof typeof OFFSETS;

interface Booked {
  id: number;
  host: Host;
  startsAt: number;
  isLive: boolean;
  /** What should be sent, by trigger: the start that it is planned for. */
  planned: Map<ByTheClock, number>;
}

interface Host {
  person: Person;
  type: OfferedType;
  free: number[];
}

/** What should have been sent when, in words of its own: it knows neither runs nor steps. */
class Expected {
  /** Booking, trigger and start → when. */
  readonly sent = new Map<string, number>();

  plan(booking: Booked, now: number): void {
    booking.planned.clear();
    if (!booking.isLive) return;
    for (const trigger of Object.keys(OFFSETS) as ByTheClock[]) {
      const isDone = this.sent.has(keyOf(booking.id, trigger, booking.startsAt));
      if (!isDone && dueAt(trigger, booking.startsAt) >= now) booking.planned.set(trigger, booking.startsAt);
    }
  }

  pass(bookings: readonly Booked[], now: number): void {
    for (const booking of bookings)
      for (const [trigger, startsAt] of booking.planned) {
        if (dueAt(trigger, startsAt) > now) continue;
        booking.planned.delete(trigger);
        const hasBegun = trigger === 'before_booking' && startsAt <= now;
        if (!hasBegun) this.sent.set(keyOf(booking.id, trigger, startsAt), now);
      }
  }
}

const dueAt = (trigger: ByTheClock, startsAt: number) =>
  trigger === 'before_booking'
    ? startsAt - OFFSETS[trigger] * MINUTE_MS
    : startsAt + LENGTH_MS + OFFSETS[trigger] * MINUTE_MS;
const keyOf = (booking: number, trigger: string, startsAt: number) =>
  `${booking} ${trigger} ${new Date(startsAt).toISOString()}`;

async function hostWithReminders(here: World, rounds: number): Promise<Host> {
  const person = await openHost(here);
  const type = await offerType(here, person);
  for (const trigger of Object.keys(OFFSETS) as ByTheClock[]) {
    const more = { trigger, offset_minutes: OFFSETS[trigger], actions: [workflowMail()] };
    const { status } = await person.http.post(WORKFLOWS, workflowBody(more));
    if (status !== 201) throw new Error(`A workflow answered ${status}.`);
  }
  const first = Date.parse(startIn(here, 0));
  return {
    person,
    type,
    free: Array.from({ length: rounds * SLOTS_A_ROUND }, (_, n) => first + n * LENGTH_MS),
  };
}

/** A start that nobody has, and that is still to come. */
function takeStart({ free }: Host, random: Random, now: number): number {
  const left = free.filter((start) => start > now);
  const start = random.of(left);
  free.splice(free.indexOf(start), 1);
  return start;
}

/** What was sent too often, too early, too late, not at all or for nothing. */
async function faultsOf(
  { bookings, hosts, rounds }: typeof TWIN,
  change: (here: World) => void,
  progress: (text: string) => void,
) {
  const here = await world({ LOG_LEVEL: 'silent', ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d' });
  const counts = { moved: 0, cancelled: 0 };
  try {
    change(here);
    const random = new Random(bookings);
    const expected = new Expected();
    const staff = await Promise.all(Array.from({ length: hosts }, () => hostWithReminders(here, rounds)));
    const all: Booked[] = [];
    for (let n = 0; n < bookings; n++) {
      const host = staff[n % hosts]!;
      const startsAt = takeStart(host, random, here.clock.millis());
      const { id } = await booked(here.http(), host.type, new Date(startsAt).toISOString());
      const booking = { id, host, startsAt, isLive: true, planned: new Map<ByTheClock, number>() };
      expected.plan(booking, here.clock.millis());
      all.push(booking);
    }
    for (let round = 0; round < rounds; round++) {
      const now = here.clock.millis();
      const open = all.filter(({ isLive, startsAt }) => isLive && startsAt > now);
      const changes = open.filter(() => random.next() < 0.3);
      await Promise.all(
        changes.map(async (booking) => {
          const { host, id } = booking;
          const path = `/api/v1/bookings/${id}`;
          if (random.next() < 0.25) {
            booking.isLive = false;
            counts.cancelled++;
            await taken(host.person.http.post(`${path}/cancel`, {}));
          } else {
            const before = booking.startsAt;
            booking.startsAt = takeStart(host, random, now);
            counts.moved++;
            await taken(
              host.person.http.post(`${path}/reschedule`, { start_time: new Date(booking.startsAt) }),
            );
            host.free.push(before);
          }
          expected.plan(booking, now);
        }),
      );
      await here.drainEvents();
      here.clock.advance(random.below(LONGEST_JUMP_MINUTES) * MINUTE_MS);
      expected.pass(all, here.clock.millis());
      await here.app.get(StepsProcessor, { strict: false }).sweep();
      progress(`${round + 1} of ${rounds} rounds, ${expected.sent.size} sent`);
    }
    const sent = await sentBy(here);
    const wrong = [...new Set([...sent.keys(), ...expected.sent.keys()])].filter(
      (key) => sent.get(key)?.length !== 1 || sent.get(key)![0] !== expected.sent.get(key),
    );
    return { wrong: wrong.length, sent: sent.size, ...counts };
  } finally {
    await here.close();
  }
}

async function taken(answer: Promise<{ status: number; body: unknown }>): Promise<void> {
  const { status, body } = await answer;
  if (status !== 200) throw new Error(`A change answered ${status}: ${JSON.stringify(body)}`);
}

/** From the table of mails: booking, trigger and start → when. */
async function sentBy(here: World): Promise<Map<string, number[]>> {
  const rows = await here.db.query<{ id: number; trigger: string; occurrence: string; at: Date }>(
    `SELECT r.booking_id AS id, r.trigger, r.occurrence, m.created_at AS at FROM platform.mails m
     JOIN messaging.workflow_steps s ON m.dedupe_key = 'workflow-step:' || s.id
     JOIN messaging.workflow_runs r ON r.id = s.run_id`,
  );
  const sent = new Map<string, number[]>();
  for (const { id, trigger, occurrence, at } of rows) {
    const key = keyOf(id, trigger, Date.parse(occurrence));
    sent.set(key, [...(sent.get(key) ?? []), at.getTime()]);
  }
  return sent;
}

/** Whoever sends is shown each booking as it was seen first. */
function withStaleBookings(here: World): void {
  const scheduling = here.app.get(SchedulingApi, { strict: false });
  const seen = new Map<number, AppointmentRow>();
  const ask = scheduling.appointmentsOf.bind(scheduling);
  scheduling.appointmentsOf = async (...args) => {
    const found = await ask(...args);
    return new Map(
      [...found].map(([id, row]) => {
        const first = seen.get(id) ?? row;
        seen.set(id, first);
        return [id, first];
      }),
    );
  };
}

const proof: Proof = {
  id: 'RW1',
  what: 'bookings moved and cancelled at random while the clock jumps: each reminder in its time, and no other',
  async run(size, progress) {
    const shown = await faultsOf(SIZES[size], () => undefined, progress);
    const twin = await faultsOf(TWIN, withStaleBookings, progress);
    return verdict(
      { bookings: SIZES[size].bookings, ...shown, twin_wrong: twin.wrong },
      {
        'each reminder when it should be, and no other': shown.wrong === 0,
        'something was sent, moved and cancelled': shown.sent > 0 && shown.moved > 0 && shown.cancelled > 0,
        'the twin reminds wrongly': twin.wrong > 0,
      },
    );
  },
};

export default proof;
