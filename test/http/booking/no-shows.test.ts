import { BookingApi } from '../../../src/booking/booking.api.js';
import { DueBookingsProcessor } from '../../../src/booking/bookings/due-bookings.processor.js';
import { DueEscrowsProcessor } from '../../../src/payments/credits/due-escrows.processor.js';
import { brokenInvariants } from '../../support/invariants.js';
import { creditsOf, plantMeeting, transferCredits } from '../../support/meetings.js';
import { refusal } from '../../support/ticketed.js';
import { world, type Person, type World } from '../../support/world.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let here: World;
let ada: Person;
let expert: Person;
let meeting: number;

beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '60d', REFRESH_TOKEN_TTL: '90d' });
});
/** Confirmed, with a credit in escrow, and over. */
beforeEach(async () => {
  [ada, expert] = [await here.signUp(), await here.signUp()];
  meeting = await plantMeeting(here, ada, expert, 1);
  await transferCredits(ada, meeting, 1);
  await expert.http.post(`/api/v1/bookings/${meeting}/confirm`);
  here.clock.advance(2 * HOUR_MS);
});
afterEach(async () => {
  await settle();
  expect(await brokenInvariants(here.db)).toEqual({});
});
afterAll(() => here.close());

const mark = (by: Person) => by.http.post(`/api/v1/bookings/${meeting}/no-show`);
const takeBack = (by: Person) => by.http.delete(`/api/v1/bookings/${meeting}/no-show`);
const statusOf = async () => (await ada.http.get(`/api/v1/bookings/${meeting}`)).body.status as string;
const balances = async () => [await creditsOf(ada), await creditsOf(expert)];
const decide = async (decision: 'award' | 'annul') => {
  const admin = await here.admin();
  const api = here.app.get(BookingApi, { strict: false });
  await here.db.transaction((tx) => api.decideNoShow(tx, meeting, decision, { actorId: admin.id }));
};
async function settle(): Promise<void> {
  await here.app.get(DueBookingsProcessor, { strict: false }).complete();
  await here.drainEvents();
  await here.app.get(DueEscrowsProcessor, { strict: false }).settle();
}

describe('a no-show at a meeting', () => {
  it.each([
    ['the expert marks the requester, and earns', () => expert, [0, 2]],
    ['the requester marks the expert, and has the credit back', () => ada, [1, 1]],
  ])('%s a day later', async (_, who, expected) => {
    expect(await mark(who())).toMatchObject({ status: 200, body: { status: 'no_show', kind: 'meeting' } });
    here.clock.advance(DAY_MS - 1);
    await settle();
    expect(await balances()).toEqual([0, 1]);
    here.clock.advance(1);
    await settle();
    expect(await balances()).toEqual(expected);
    expect(refusal(await takeBack(who()))).toBe('409 INVALID_TRANSITION');
    await settle();
    expect(await balances()).toEqual(expected);
  });

  it('is marked after the end, by the two of them alone', async () => {
    const later = await plantMeeting(here, ada, expert, 1);
    await expert.http.post(`/api/v1/bookings/${later}/confirm`);
    here.clock.advance(2 * HOUR_MS - 1);
    const early = await expert.http.post(`/api/v1/bookings/${later}/no-show`);
    expect([early.status, early.body.code]).toEqual([409, 'INVALID_TRANSITION']);
    here.clock.advance(1);
    expect((await expert.http.post(`/api/v1/bookings/${later}/no-show`)).status).toBe(200);
    expect(refusal(await mark(await here.signUp()))).toBe('404 NOT_FOUND');
    expect(refusal(await mark(await here.admin()))).toBe('403 FORBIDDEN');
  });

  it('whose time was read before a settlement that it saw is not taken for its cause', async () => {
    await ada.http.patch(`/api/v1/meetings/${meeting}/update_status`, { status: 'completed' });
    here.clock.advance(1);
    await settle();
    const settledAt = here.clock.now();
    here.clock.set(new Date(settledAt.getTime() - 1));
    expect((await mark(expert)).status).toBe(200);
    here.clock.set(settledAt);
    expect((await takeBack(expert)).status).toBe(204);
    expect([await statusOf(), await balances()]).toEqual(['confirmed', [0, 2]]);
  });

  it('is taken back by who marked it, while no credits have moved', async () => {
    await mark(expert);
    expect(refusal(await mark(expert))).toBe('409 INVALID_TRANSITION');
    expect(refusal(await takeBack(ada))).toBe('409 INVALID_TRANSITION');
    expect((await takeBack(expert)).status).toBe(204);
    expect(await statusOf()).toBe('confirmed');
    here.clock.advance(DAY_MS);
    await settle();
    expect([await statusOf(), await balances()]).toEqual(['completed', [0, 2]]);
  });

  it('taken back after a day is a meeting that took place', async () => {
    here.clock.advance(DAY_MS - HOUR_MS);
    await mark(ada);
    here.clock.advance(DAY_MS - 1);
    expect((await takeBack(ada)).status).toBe(204);
    await settle();
    expect([await statusOf(), await balances()]).toEqual(['completed', [0, 2]]);
  });

  it.each([
    ['award', 'completed', [0, 2]],
    ['annul', 'cancelled', [1, 1]],
  ] as const)('of both waits for an admin: %s', async (decision, status, expected) => {
    await mark(expert);
    await mark(ada);
    here.clock.advance(3 * DAY_MS);
    await settle();
    expect([await statusOf(), await balances()]).toEqual(['no_show', [0, 1]]);
    await decide(decision);
    await settle();
    expect([await statusOf(), await balances()]).toEqual([status, expected]);
  });

  it('of both is one again when one takes it back', async () => {
    await mark(expert);
    await mark(ada);
    expect((await takeBack(ada)).status).toBe(204);
    expect(await statusOf()).toBe('no_show');
    await expect(decide('award')).rejects.toMatchObject({ code: 'INVALID_TRANSITION' });
    here.clock.advance(DAY_MS);
    await settle();
    expect(await balances()).toEqual([0, 2]);
  });

  it('moves no credits that the meeting has moved before', async () => {
    here.clock.advance(DAY_MS);
    await settle();
    expect(await balances()).toEqual([0, 2]);
    expect((await mark(ada)).status).toBe(200);
    here.clock.advance(DAY_MS);
    await settle();
    expect(await balances()).toEqual([0, 2]);
    expect((await takeBack(ada)).status).toBe(204);
    expect(await statusOf()).toBe('completed');
  });
});

it('of a slot is marked by an admin, not by who booked it', async () => {
  const admin = await here.admin();
  const starts = here.clock.now().getTime() + HOUR_MS;
  const [start_time, end_time] = [new Date(starts), new Date(starts + HOUR_MS)];
  const slot = await admin.http.post('/api/v1/admin/timeslots', { start_time, end_time, category: 1 });
  const { body } = await ada.http.post('/api/v1/bookings', { time_slot: slot.body.id });
  const url = `/api/v1/bookings/${body.id}/no-show`;
  expect(refusal(await admin.http.post(url))).toBe('409 INVALID_TRANSITION');
  here.clock.advance(HOUR_MS);
  expect(refusal(await ada.http.post(url))).toBe('403 FORBIDDEN');
  expect((await admin.http.post(url)).body.status).toBe('no_show');
  expect((await admin.http.delete(url)).status).toBe(204);
});
