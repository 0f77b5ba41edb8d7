import type { PaymentOutcome, ReserveTimeInput } from '../../src/booking/booking.api.js';
import { brokenInvariants } from '../support/invariants.js';
import { kernel, type Kernel } from '../support/kernel.js';
import { codeOf, eventsOf, seatsTaken } from './kernel-queries.js';

const WEEK = 7 * 24;

let k: Kernel;
let people = 500;
let refs = 9_000;
const somebody = () => ++people;

beforeAll(async () => void (k = await kernel()));
afterEach(async () => {
  k.clock.reset();
  expect(await brokenInvariants(k.db)).toEqual({});
});
afterAll(() => k.close());

type Terms = Partial<Omit<ReserveTimeInput, 'personId' | 'address'>> & { personId?: number };
const just = (hours: number) => new Date(k.at(hours).getTime() - 1);
const after = (hours: number) => new Date(k.at(hours).getTime() + 1);
const appointment = (hostId: number, more: Terms = {}) => {
  const personId = somebody();
  const who = { hostId, personId, people: [hostId, personId] };
  const times = { startsAt: k.at(100), endsAt: k.at(101), expiresAt: null };
  return k.db.transaction((tx) =>
    k.api.reserveTime(tx, { kind: 'appointment', refId: null, ...who, ...times, ...more }),
  );
};
const by = (cause: 'booker' | 'host') => ({ actorId: 1, cause });
const cancel = (id: number, cause: 'booker' | 'host') =>
  k.db.transaction((tx) => k.api.cancel(tx, id, by(cause)));
const move = (id: number, from: number, cause: 'booker' | 'host') =>
  k.db.transaction((tx) =>
    k.api.reschedule(tx, id, { startsAt: k.at(from), endsAt: k.at(from + 1) }, by(cause)),
  );
const confirm = (id: number, byHost: boolean) =>
  k.db.transaction((tx) => k.api.confirm(tx, id, { actorId: 1, byHost }));
const pay = (id: number, cents: number) => k.record(id, cents);
const miss = (id: number) => k.db.transaction((tx) => k.api.markNoShow(tx, id, { actorId: 1 }));
const unmiss = (id: number) => k.db.transaction((tx) => k.api.takeNoShowBack(tx, id, { actorId: 1 }));
const statusOf = async (id: number) => (await k.api.find(k.db, id))!.status;

describe('what its host has to confirm', () => {
  it('is pending until then, for two days', async () => {
    k.clock.set(k.at(0));
    const asked = await appointment(somebody(), { awaitsHost: true });
    expect(asked).toMatchObject({ status: 'pending', expiresAt: k.at(48) });
    k.clock.set(just(48));
    expect(await codeOf(confirm(asked.id, false))).toBe('FORBIDDEN');
    expect(await confirm(asked.id, true)).toMatchObject({ status: 'confirmed', expiresAt: null });
    expect(await eventsOf(k, asked.id)).toEqual(['booking.held', 'booking.confirmed']);
  });

  it('lapses after two days, or at its start', async () => {
    k.clock.set(k.at(0));
    const [late, soon] = [
      await appointment(somebody(), { awaitsHost: true }),
      await appointment(somebody(), { awaitsHost: true, startsAt: k.at(2), endsAt: k.at(3) }),
    ];
    expect(soon.expiresAt).toEqual(k.at(2));
    k.clock.set(k.at(2));
    expect(await codeOf(confirm(soon.id, true))).toBe('INVALID_TRANSITION');
    k.clock.set(k.at(48));
    expect(await codeOf(confirm(late.id, true))).toBe('INVALID_TRANSITION');
    await k.sweeps.expireHolds();
    expect(await eventsOf(k, late.id)).toEqual(['booking.held', 'booking.expired']);
  });

  it('is paid first, and waits for two days from its making', async () => {
    k.clock.set(k.at(0));
    const asked = await appointment(somebody(), { awaitsHost: true, priceCents: 900 });
    expect(asked.expiresAt).toEqual(k.at(0.5));
    expect(await codeOf(confirm(asked.id, true))).toBe('PAYMENT_REQUIRED');
    k.clock.set(k.at(0.25));
    const { outcome, booking } = await pay(asked.id, 900);
    expect([outcome, booking.status, booking.expiresAt]).toEqual(['part_paid', 'pending', k.at(48)]);
    expect(await eventsOf(k, asked.id)).toEqual(['booking.held']);
    expect(await confirm(asked.id, true)).toMatchObject({ status: 'confirmed', paidCents: 900 });
  });

  it('is asked of its host again by money that comes late, for what is left of the two days', async () => {
    k.clock.set(k.at(0));
    const asked = await appointment(somebody(), { awaitsHost: true, priceCents: 900 });
    k.clock.set(k.at(1));
    await k.sweeps.expireHolds();
    const { outcome, booking } = await pay(asked.id, 900);
    expect([outcome, booking.status, booking.expiresAt]).toEqual(['part_paid', 'pending', k.at(48)]);
    const other = await appointment(somebody(), { awaitsHost: true, priceCents: 900 });
    k.clock.set(k.at(49));
    await k.sweeps.expireHolds();
    expect((await pay(other.id, 900)).outcome).toBe('gone');
    expect(await statusOf(other.id)).toBe('expired');
  });
});

describe('the notice that is kept on a booking', () => {
  it('binds its booker up to the instant, and nobody else', async () => {
    const host = somebody();
    const noticed = () => appointment(host, { noticeMinutes: 120 });
    const booking = await noticed();
    k.clock.set(after(98));
    for (const refused of [cancel(booking.id, 'booker'), move(booking.id, 200, 'booker')])
      expect(await codeOf(refused)).toBe('TOO_LATE');
    k.clock.set(k.at(98));
    expect(await move(booking.id, 110, 'booker')).toMatchObject({ startsAt: k.at(110) });
    k.clock.set(after(108));
    expect(await move(booking.id, 112, 'host')).toMatchObject({ startsAt: k.at(112) });
    k.clock.set(k.at(110));
    expect(await cancel(booking.id, 'booker')).toMatchObject({ status: 'cancelled' });
    k.clock.set(k.at(0));
    const other = await noticed();
    k.clock.set(after(98));
    expect(await cancel(other.id, 'host')).toMatchObject({ status: 'cancelled' });
  });

  it('does not keep who is erased', async () => {
    k.clock.set(k.at(0));
    const booking = await appointment(somebody(), { noticeMinutes: 120 });
    k.clock.set(after(98));
    await k.db.transaction((tx) => k.personalData.erase(tx, booking.personId!));
    expect(await statusOf(booking.id)).toBe('cancelled');
  });
});

describe('what has been confirmed', () => {
  it('is completed at its end, and a meeting a day later', async () => {
    k.clock.set(k.at(0));
    const [call, meeting] = [await appointment(somebody()), await appointment(somebody(), { kind: 'meeting' })];
    const states = async () => [await statusOf(call.id), await statusOf(meeting.id)];
    k.clock.set(just(101));
    expect(await states()).toEqual(['confirmed', 'confirmed']);
    k.clock.set(just(101 + 24));
    await k.sweeps.complete();
    expect(await states()).toEqual(['completed', 'confirmed']);
    k.clock.set(k.at(101 + 24));
    expect(await states()).toEqual(['completed', 'completed']);
    await k.sweeps.complete();
    expect(await eventsOf(k, meeting.id)).toEqual(['booking.confirmed', 'booking.completed']);
  });
});

describe('a no-show', () => {
  it('is marked from the start until seven days after the end, of what is completed too', async () => {
    const [first, second, third] = [
      await appointment(somebody()),
      await appointment(somebody()),
      await appointment(somebody()),
    ];
    k.clock.set(just(100));
    expect(await codeOf(miss(first.id))).toBe('INVALID_TRANSITION');
    k.clock.set(k.at(100));
    expect(await miss(first.id)).toMatchObject({ status: 'no_show' });
    k.clock.set(k.at(102));
    await k.sweeps.complete();
    k.clock.set(just(101 + WEEK));
    expect(await miss(second.id)).toMatchObject({ status: 'no_show' });
    k.clock.set(k.at(101 + WEEK));
    expect(await codeOf(miss(third.id))).toBe('INVALID_TRANSITION');
    const names = ['booking.confirmed', 'booking.completed', 'booking.no_show'];
    expect(await eventsOf(k, second.id)).toEqual(names);
  });

  it('is taken back to what the clock says, in the same time', async () => {
    const host = somebody();
    const [booking, late] = [await appointment(host), await appointment(somebody())];
    k.clock.set(k.at(100));
    await miss(booking.id);
    expect(await unmiss(booking.id)).toMatchObject({ status: 'confirmed', completedAt: null });
    expect(await codeOf(k.meet(host, somebody(), 100.5, 101))).toBe('SLOT_UNAVAILABLE');
    await miss(booking.id);
    k.clock.set(k.at(101));
    expect(await unmiss(booking.id)).toMatchObject({ status: 'completed', completedAt: k.at(101) });
    expect((await eventsOf(k, booking.id)).filter((name) => name === 'booking.no_show_undone')).toHaveLength(2);
    await miss(late.id);
    k.clock.set(just(101 + WEEK));
    await unmiss(late.id);
    await miss(late.id);
    k.clock.set(k.at(101 + WEEK));
    expect(await codeOf(unmiss(late.id))).toBe('INVALID_TRANSITION');
  });

  it('is taken back with the time of all who were there, and past a hold that has lapsed', async () => {
    const [host, guest] = [somebody(), somebody()];
    const personId = somebody();
    const booking = await appointment(host, { personId, people: [host, personId, guest] });
    k.clock.set(k.at(100));
    await miss(booking.id);
    const hold = await appointment(host, {
      ...{ startsAt: k.at(100.25), endsAt: k.at(100.5), expiresAt: k.at(100.1), priceCents: 100 },
    });
    k.clock.set(k.at(100.2));
    expect(await unmiss(booking.id)).toMatchObject({ status: 'confirmed' });
    expect(await statusOf(hold.id)).toBe('expired');
    expect(await codeOf(k.meet(somebody(), guest, 100.5, 101))).toBe('SLOT_UNAVAILABLE');
  });

  it('stays where its time has been taken meanwhile', async () => {
    const host = somebody();
    const booking = await appointment(host);
    k.clock.set(k.at(100));
    await miss(booking.id);
    await k.meet(host, somebody(), 100.5, 101);
    expect(await codeOf(unmiss(booking.id))).toBe('SLOT_UNAVAILABLE');
    expect(await statusOf(booking.id)).toBe('no_show');
  });
});

describe('a session', () => {
  async function session(attendees: number, capacity = 2, from = 100, host = somebody(), more: Terms = {}) {
    const refId = ++refs;
    await k.slot({ kind: 'occurrence', refId, startsAt: k.at(from), capacity, maxPerBooking: 1 });
    const times = { startsAt: k.at(from), endsAt: k.at(from + 1) };
    const shared = { session: { kind: 'occurrence' as const, refId }, ...times, ...more };
    const ids: number[] = [];
    for (let n = 0; n < attendees; n++) ids.push((await appointment(host, shared)).id);
    const join = (own: Terms = {}) => appointment(host, { ...shared, ...own });
    const offer = async () =>
      (
        await k.db.query<{ state: string; taken: number; starts: Date }>(
          `SELECT state, taken, starts_at AS starts FROM booking.offers WHERE ref_id = $1`,
          [refId],
        )
      )[0]!;
    return { host, refId, ids, join, offer };
  }

  it('is cancelled as a whole by its host, and not by an attendee', async () => {
    const { ids, join, offer } = await session(2, 3);
    await cancel(ids[0]!, 'booker');
    expect(await offer()).toMatchObject({ state: 'open', taken: 1 });
    const other = await join();
    expect(await cancel(ids[1]!, 'host')).toMatchObject({ status: 'cancelled', cancelCause: 'host' });
    expect(await k.api.find(k.db, other.id)).toMatchObject({ status: 'cancelled', cancelCause: 'host' });
    expect(await offer()).toMatchObject({ state: 'cancelled', taken: 0 });
    expect(await codeOf(cancel(ids[1]!, 'host'))).toBe('INVALID_TRANSITION');
  });

  it('tells once that it is over, although two cancel it at once', async () => {
    const { ids, refId } = await session(2);
    const codes = await Promise.all(ids.map((id) => codeOf(cancel(id, 'host'))));
    expect(codes.toSorted()).toEqual(['INVALID_TRANSITION', 'done']);
    const [told] = await k.db.query<{ times: number }>(
      `SELECT count(*)::integer AS times FROM platform.outbox
       WHERE name = 'booking.offer_withdrawn' AND (payload->>'refId')::bigint = $1`,
      [refId],
    );
    expect(told!.times).toBe(1);
  });

  it('closes the seat that it had offered, when its host ends it', async () => {
    const { refId, ids } = await session(2);
    const wish = { offer: { kind: 'occurrence' as const, refId }, personId: somebody(), quantity: 1 };
    const entry = await k.db.transaction((tx) => k.waitlist.joinIn(tx, wish));
    await cancel(ids[0]!, 'booker');
    await cancel(ids[1]!, 'host');
    const [row] = await k.db.query<{ status: string }>('SELECT status FROM booking.waitlist WHERE id = $1', [
      entry.id,
    ]);
    expect(row!.status).toBe('expired');
  });

  it('is not left inside its notice', async () => {
    const { refId, join } = await session(1);
    const { personId } = await join({ noticeMinutes: 120 });
    const leave = () => k.db.transaction((tx) => k.api.leave(tx, personId!, 'occurrence', refId, by('booker')));
    k.clock.set(after(98));
    expect(await codeOf(leave())).toBe('TOO_LATE');
    k.clock.set(k.at(98));
    expect(await leave()).toMatchObject({ status: 'cancelled' });
    expect(await leave()).toBeNull();
  });

  it('loses one booking alone where the host gives back the money of one', async () => {
    const { ids, offer } = await session(2, 3);
    const alone = { ...by('host'), isAlone: true };
    await k.db.transaction((tx) => k.api.cancel(tx, ids[0]!, alone));
    expect(await offer()).toMatchObject({ state: 'open', taken: 1 });
    expect(await statusOf(ids[1]!)).toBe('confirmed');
  });

  it('is moved as a whole by its host, claims and all', async () => {
    const { host, ids, offer } = await session(2);
    await k.meet(host, somebody(), 120, 121);
    expect(await codeOf(move(ids[0]!, 120.5, 'host'))).toBe('SLOT_UNAVAILABLE');
    expect(await move(ids[0]!, 110, 'host')).toMatchObject({ startsAt: k.at(110), sequence: 1 });
    expect(await k.api.find(k.db, ids[1]!)).toMatchObject({ startsAt: k.at(110), endsAt: k.at(111) });
    expect(await offer()).toMatchObject({ starts: k.at(110), taken: 2 });
    await k.meet(host, somebody(), 100, 101);
    expect(await codeOf(k.meet(host, somebody(), 110, 111))).toBe('SLOT_UNAVAILABLE');
    expect(await codeOf(move(ids[0]!, 130, 'booker'))).toBe('INVALID_TRANSITION');
    expect((await eventsOf(k, ids[1]!)).at(-1)).toBe('booking.rescheduled');
    const counts = await Promise.all(ids.map(async (id) => (await k.api.find(k.db, id))!.rescheduleCount));
    expect(counts).toEqual([1, 1]);
    const recorded = await k.db.query<{ id: number; actor: number }>(
      `SELECT subject_id::integer AS id, actor_id AS actor FROM platform.audit_log
       WHERE action = 'booking.rescheduled' AND subject_id = ANY($1::text[]) ORDER BY 1`,
      [ids.map(String)],
    );
    expect(recorded).toEqual(ids.map((id) => ({ id, actor: 1 })));
  });

  it('is moved past holds that have lapsed, its own among them', async () => {
    const { host, ids, join, offer } = await session(1);
    const priced = { priceCents: 100, expiresAt: k.at(1) };
    const own = await join(priced);
    const inTheWay = await appointment(host, { ...priced, startsAt: k.at(110), endsAt: k.at(111) });
    k.clock.set(k.at(1));
    expect(await move(ids[0]!, 110, 'host')).toMatchObject({ startsAt: k.at(110) });
    expect(await offer()).toMatchObject({ starts: k.at(110), taken: 1 });
    for (const { id } of [own, inTheWay])
      expect(await eventsOf(k, id)).toEqual(['booking.held', 'booking.expired']);
  });

  it.each<[string, number, PaymentOutcome, number]>([
    ['is busy at its new time', 110, 'gone', 1],
    ['is busy at its former time alone', 100, 'rebooked', 2],
  ])('that was moved takes late money back where its booker %s: %d', async (_, busyAt, outcome, taken) => {
    const { ids, join, offer } = await session(1);
    const late = await join({ priceCents: 100, expiresAt: k.at(1) });
    k.clock.set(k.at(1));
    await move(ids[0]!, 110, 'host');
    await k.meet(somebody(), late.personId!, busyAt, busyAt + 1);
    expect(await pay(late.id, 100)).toMatchObject({ outcome });
    expect(await offer()).toMatchObject({ starts: k.at(110), taken });
  });

  it('ends when its last attendee leaves', async () => {
    const { ids, join, offer } = await session(1);
    await cancel(ids[0]!, 'booker');
    expect(await offer()).toMatchObject({ state: 'cancelled', taken: 0 });
    expect(await codeOf(join())).toBe('BOOKING_CLOSED');
  });

  it('ends when its last attendee moves to another one', async () => {
    const from = await session(1);
    const to = await session(1, 2, 130, from.host);
    const target = { offer: { kind: 'occurrence' as const, refId: to.refId } };
    await k.db.transaction((tx) => k.api.reschedule(tx, from.ids[0]!, target, by('booker')));
    expect(await from.offer()).toMatchObject({ state: 'cancelled', taken: 0 });
    expect(await to.offer()).toMatchObject({ state: 'open', taken: 2 });
  });

  it('is changed for another one of the host whose buffers meet its own', async () => {
    const buffers = { bufferBeforeMinutes: 15, bufferAfterMinutes: 15 };
    const from = await session(1, 2, 100, somebody(), buffers);
    const to = await session(0, 2, 101, from.host);
    const target = { offer: { kind: 'occurrence' as const, refId: to.refId } };
    const moved = await k.db.transaction((tx) => k.api.reschedule(tx, from.ids[0]!, target, by('booker')));
    expect(moved).toMatchObject({ startsAt: k.at(101), endsAt: k.at(102) });
    expect(await from.offer()).toMatchObject({ state: 'cancelled', taken: 0 });
    expect(await codeOf(k.meet(from.host, somebody(), 102, 103))).toBe('SLOT_UNAVAILABLE');
    await k.meet(from.host, somebody(), 100, 100.75);
  });

  it('goes on for who waits', async () => {
    const { refId, ids, offer } = await session(1, 1);
    const wish = { offer: { kind: 'occurrence' as const, refId }, personId: somebody(), quantity: 1 };
    await k.db.transaction((tx) => k.waitlist.joinIn(tx, wish));
    await cancel(ids[0]!, 'booker');
    expect(await offer()).toMatchObject({ state: 'open', taken: 1 });
    expect(await k.api.findByPerson(k.db, wish.personId, 'occurrence', refId)).toMatchObject({
      status: 'pending',
      kind: 'appointment',
    });
    await k.db.transaction((tx) => k.api.withdrawOffer(tx, 'occurrence', refId, { actorId: 1 }));
  });
});

describe('seats', () => {
  it('are cancelled one by one, whoever cancels', async () => {
    const slot = await k.slot({ capacity: 2 });
    const [one] = [await k.book(slot, somebody()), await k.book(slot, somebody())];
    await cancel(one.id, 'host');
    expect(await seatsTaken(k, slot)).toBe(1);
  });
});
