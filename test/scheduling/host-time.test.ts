import { BookingApi, type BookingData, type ReserveTimeInput } from '../../src/booking/booking.api.js';
import type { SlotUnavailable } from '../../src/booking/booking.errors.js';
import { HostTimeQueries } from '../../src/scheduling/slots/host-time.queries.js';
import type { SlotExplanationResponse } from '../../src/scheduling/slots/slot-explanation.dto.js';
import { SchedulingApi } from '../../src/scheduling/scheduling.api.js';
import type { SlotTerms } from '../../src/scheduling/slots/slot-search.policy.js';
import { SlotsService, type AskedStart } from '../../src/scheduling/slots/slots.service.js';
import type { Person } from '../support/people.js';
import { world, type World } from '../support/world.js';

const MINUTE = 60_000;
const TYPE = 4_711;
const TERMS: SlotTerms = {
  duration: 60,
  interval: 60,
  bufferBefore: 0,
  bufferAfter: 0,
  minimumNotice: 0,
  window: { type: 'unlimited' },
  maxPerDay: null,
  maxPerWeek: null,
  maxAttendees: 1,
};
/** A Monday. */
const on = (time: string, day = '2035-03-05') => Date.parse(`${day}T${time}:00Z`);
const MONDAY = { from: on('00:00'), until: on('24:00') };

let w: World;
let sessions = 0;
beforeAll(async () => void (w = await world()));
afterEach(() => w.clock.reset());
afterAll(() => w?.close());

const booking = () => w.app.get(BookingApi, { strict: false });
const slots = () => w.app.get(SlotsService, { strict: false });

async function hostWithHours(): Promise<Person> {
  const host = await w.signUp({ timezone: 'UTC' });
  for (const day_of_week of [1, 2])
    await host.http.post('/api/v1/user-availability', { day_of_week, start_time: '09:00', end_time: '12:00' });
  return host;
}

const book = (hostId: number, from: string, until: string, more: Partial<ReserveTimeInput> = {}) =>
  w.db.transaction((tx) =>
    booking().reserveTime(tx, {
      ...{ kind: 'appointment', refId: TYPE, hostId, people: [hostId] },
      ...{ personId: null, address: 'ada@example.com', expiresAt: null },
      ...{ startsAt: new Date(on(from)), endsAt: new Date(on(until)) },
      ...more,
    } as ReserveTimeInput),
  );

async function session(organizerId: number, from: string, until: string, capacity: number): Promise<number> {
  const refId = ++sessions;
  const [startsAt, endsAt] = [new Date(on(from)), new Date(on(until))];
  await w.db.transaction((tx) =>
    booking().offerSeats(tx, {
      ...{ kind: 'occurrence', refId, title: 'Yoga', label: null, state: 'open', visibility: 'public' },
      ...{ capacity, maxPerBooking: capacity, priceCents: 0, currency: 'USD', refundPolicy: null },
      ...{ startsAt, endsAt, opensAt: null, closesAt: startsAt, organizerId, joinOnly: false },
    }),
  );
  return refId;
}

const timeOf = (hostId: number, terms: Partial<SlotTerms> = {}, leavingOut: number | null = null) =>
  w.app.get(HostTimeQueries, { strict: false }).get(w.db, {
    ...{ hostId, typeId: TYPE, terms: { ...TERMS, ...terms } },
    ...{ span: MONDAY, now: w.clock.millis(), leavingOut },
  });

const busyOf = ({ busy }: Awaited<ReturnType<typeof timeOf>>) =>
  Array.from(busy.starts, (start, index) => ({
    start,
    end: busy.ends[index],
    before: (start - busy.froms[index]!) / MINUTE,
    after: (busy.untils[index]! - busy.ends[index]!) / MINUTE,
    ...busy.sourceOf(index),
  }));

const asking = (hostId: number, terms: Partial<SlotTerms> = {}) => ({
  hostId,
  typeId: TYPE,
  terms: { ...TERMS, ...terms },
});
const refusal = async (hostId: number, asked: Partial<AskedStart>, terms: Partial<SlotTerms> = {}) => {
  const start = { at: on('09:00'), party: 1, ...asked };
  try {
    return await slots().explaining(async () => {
      const refused = await slots().refusalOf(w.db, asking(hostId, terms), start);
      if (refused) throw refused;
      return null;
    });
  } catch (error) {
    return (error as SlotUnavailable).details as SlotExplanationResponse;
  }
};

describe('what a search reads of a host', () => {
  it('is what is booked with the buffers kept, and what is blocked, by the start', async () => {
    const host = await hostWithHours();
    const buffers = { bufferBeforeMinutes: 15, bufferAfterMinutes: 30 };
    const second = await book(host.id, '11:00', '12:00', buffers);
    const first = await book(host.id, '08:00', '09:00');
    const blocked = await host.http.post('/api/v1/availability/blocked-times', {
      start_time: '2035-03-05T09:30:00Z',
      end_time: '2035-03-05T09:45:00Z',
    });
    expect(busyOf(await timeOf(host.id))).toEqual([
      { start: on('08:00'), end: on('09:00'), before: 0, after: 0, type: 'booking', id: first.id },
      {
        ...{ start: on('09:30'), end: on('09:45'), before: 0, after: 0 },
        ...{ type: 'blocked_time', id: blocked.body.id },
      },
      { start: on('11:00'), end: on('12:00'), before: 15, after: 30, type: 'booking', id: second.id },
    ]);
    expect(busyOf(await timeOf(host.id, {}, second.id)).map(({ id }) => id)).toEqual([
      first.id,
      blocked.body.id,
    ]);
  });

  it('is what connected calendars say, until they count no more, and the rest stays', async () => {
    const host = await hostWithHours();
    const booked = await book(host.id, '08:00', '09:00');
    const calendarId = host.id + 1_000_000;
    const replace = (busy: [from: string, until: string][], readAt: Date | null) =>
      w.db.transaction((tx) => {
        const times = busy.map(([from, until]) => [on(from), on(until)] as const);
        const api = w.app.get(SchedulingApi, { strict: false });
        return api.replaceCalendarTimes(tx, { ownerId: host.id, calendarId, busy: times }, readAt);
      });
    const calendar = { before: 0, after: 0, type: 'calendar', id: calendarId };
    const claimed = {
      start: on('08:00'),
      end: on('09:00'),
      before: 0,
      after: 0,
      type: 'booking',
      id: booked.id,
    };
    const told = () =>
      w.db.query(
        `SELECT payload->>'startsAt' AS "from", payload->>'endsAt' AS until FROM platform.outbox
         WHERE name = 'scheduling.host_time_changed' AND (payload->>'hostId')::bigint = $1 ORDER BY id`,
        [host.id],
      );
    const before = (await told()).length;
    const readAt = w.clock.now();

    await replace([['09:30', '10:00'], ['11:00', '11:30']], readAt); // prettier-ignore
    expect(busyOf(await timeOf(host.id))).toEqual([
      claimed,
      { start: on('09:30'), end: on('10:00'), ...calendar },
      { start: on('11:00'), end: on('11:30'), ...calendar },
    ]);
    await replace([['09:30', '09:45'], ['11:00', '11:30']], readAt); // prettier-ignore
    expect(busyOf(await timeOf(host.id))[1]).toEqual({ start: on('09:30'), end: on('09:45'), ...calendar });
    await replace([['09:30', '09:45'], ['11:00', '11:30']], readAt); // prettier-ignore
    await replace([], null);
    expect(busyOf(await timeOf(host.id))).toEqual([claimed]);
    expect((await told()).slice(before)).toEqual([
      { from: '2035-03-05T09:30:00.000Z', until: '2035-03-05T11:30:00.000Z' },
      { from: '2035-03-05T09:30:00.000Z', until: '2035-03-05T10:00:00.000Z' },
      { from: '2035-03-05T09:30:00.000Z', until: '2035-03-05T11:30:00.000Z' },
    ]);
  });

  it('counts the time of a meeting that the host has asked another for', async () => {
    const [host, other] = [await hostWithHours(), await w.signUp()];
    const people = [host.id, other.id];
    const asked = { kind: 'meeting', hostId: other.id, personId: host.id, people, address: undefined } as const;
    const { id } = await book(host.id, '10:00', '11:00', asked as Partial<ReserveTimeInput>);
    expect(busyOf(await timeOf(host.id)).map((each) => each.id)).toEqual([id]);
  });

  it('is without a hold from the instant at which it lapses, and says when that is', async () => {
    const host = await hostWithHours();
    const expiresAt = new Date(w.clock.millis() + 30 * MINUTE);
    await book(host.id, '09:00', '10:00', { expiresAt });
    const before = await timeOf(host.id);
    expect([busyOf(before).length, before.changesAt]).toEqual([1, expiresAt.getTime()]);
    w.clock.set(expiresAt);
    const after = await timeOf(host.id);
    expect([busyOf(after).length, after.changesAt]).toEqual([0, null]);
  });

  it('has the seats that are left in sessions of the type, none while some wait for them', async () => {
    const host = await hostWithHours();
    const refId = await session(host.id, '09:00', '10:00', 5);
    const seats = { session: { kind: 'occurrence' as const, refId } };
    const three = await book(host.id, '09:00', '10:00', { ...seats, quantity: 3 });
    const expiresAt = new Date(w.clock.millis() + 30 * MINUTE);
    await book(host.id, '09:00', '10:00', { ...seats, quantity: 1, address: 'bob@example.com', expiresAt });
    const group = { maxAttendees: 5 };
    const shown = { from: on('09:00'), until: on('10:00') };
    const time = await timeOf(host.id, group);
    expect(time.sessions).toEqual([{ ...shown, seatsLeft: 1 }]);
    expect(busyOf(time).length).toBe(1);
    expect((await timeOf(host.id, group, three.id)).sessions).toEqual([{ ...shown, seatsLeft: 4 }]);
    expect((await timeOf(host.id)).sessions).toEqual([]);
    w.clock.set(expiresAt);
    expect((await timeOf(host.id, group)).sessions).toEqual([{ ...shown, seatsLeft: 2 }]);
    expect((await timeOf(host.id, group, three.id)).sessions).toEqual([]);
    await w.db.query(
      `UPDATE booking.offers SET waiting = 1, waitlist_due_at = starts_at
       WHERE kind = 'occurrence' AND ref_id = $1`,
      [refId],
    );
    expect((await timeOf(host.id, group)).sessions).toEqual([{ ...shown, seatsLeft: 0 }]);
  });

  it('counts what was booked of the type in the weeks around, a session once', async () => {
    const host = await hostWithHours();
    const refId = await session(host.id, '10:00', '11:00', 5);
    const seats = { session: { kind: 'occurrence' as const, refId } };
    await book(host.id, '10:00', '11:00', seats);
    await book(host.id, '10:00', '11:00', { ...seats, address: 'bob@example.com' });
    const alone = await book(host.id, '09:00', '10:00');
    await book(host.id, '11:00', '12:00', { refId: TYPE + 1 });
    const cancelled = await book(host.id, '08:00', '09:00');
    const by = { actorId: host.id, cause: 'host' as const, reason: null };
    await w.db.transaction((tx) => booking().cancel(tx, cancelled.id, by));
    const limited = { maxPerDay: 3 };
    expect((await timeOf(host.id, limited)).counted).toEqual([on('09:00'), on('10:00')]);
    expect((await timeOf(host.id, limited, alone.id)).counted).toEqual([on('10:00')]);
    expect((await timeOf(host.id)).counted).toEqual([]);
  });
});

describe('a start', () => {
  let host: Person;
  let taken: BookingData;
  beforeAll(async () => {
    host = await hostWithHours();
    taken = await book(host.id, '10:00', '11:00', { bufferAfterMinutes: 15 });
  });

  it('that is listed is not refused', async () =>
    expect(await refusal(host.id, { at: on('09:00') })).toBeNull());

  it('that is taken is refused with the next three that are not', async () =>
    expect(await refusal(host.id, { at: on('10:00') })).toEqual({
      start_time: new Date(on('10:00')),
      offered: false,
      reason: 'BUSY',
      message: 'The organizer is busy then.',
      rule: { type: 'busy', id: null, limit: null, value: null, start_time: null, end_time: null },
      next_free: ['09:00', '10:00', '11:00'].map((time) => ({ start_time: new Date(on(time, '2035-03-06')) })),
    }));

  it('shows its host what is in the way', async () => {
    expect((await refusal(host.id, { at: on('10:00'), seesBusy: true }))?.rule).toEqual({
      ...{ type: 'booking', id: taken.id, limit: null, value: null },
      ...{ start_time: new Date(on('10:00')), end_time: new Date(on('11:00')) },
    });
    expect((await refusal(host.id, { at: on('11:00') }))?.rule).toEqual({
      ...{ type: 'busy', id: null, limit: 'buffer_before', value: 15, start_time: null, end_time: null },
    });
  });

  it('is free to the booking that is about to leave it', async () =>
    expect(await refusal(host.id, { at: on('10:00'), leavingOut: taken.id })).toBeNull());

  it('too early names the first ones that are not', async () => {
    const range = { type: 'range' as const, startOn: on('00:00', '2036-06-02'), endOn: null };
    expect(await refusal(host.id, {}, { window: range })).toMatchObject({
      reason: 'WINDOW',
      rule: { type: 'limit', limit: 'booking_window_start', value: '2036-06-02' },
      next_free: ['09:00', '10:00', '11:00'].map((time) => ({ start_time: new Date(on(time, '2036-06-02')) })),
    });
    expect(await refusal(host.id, { at: on('09:00', '2020-01-06') })).toMatchObject({
      ...{ reason: 'PAST', rule: { type: 'clock', start_time: w.clock.now() } },
    });
  });

  it('explains as offered where it is, with those after it', async () =>
    expect(await slots().explain(w.db, asking(host.id), { at: on('09:00'), party: 1 })).toMatchObject({
      ...{ offered: true, reason: null, rule: null },
      next_free: [{ start_time: new Date(on('09:00', '2035-03-06')) }, {}, {}],
    }));
});
