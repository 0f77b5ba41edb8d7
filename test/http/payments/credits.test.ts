import { BookingApi } from '../../../src/booking/booking.api.js';
import { DueBookingsProcessor } from '../../../src/booking/bookings/due-bookings.processor.js';
import { refusal } from '../../support/ticketed.js';
import { brokenInvariants } from '../../support/invariants.js';
import { buyCredits, creditsOf, plantMeeting, transferCredits } from '../../support/meetings.js';
import { balanceOf } from '../../support/money.js';
import { world, type Person, type World } from '../../support/world.js';

const HOUR_MS = 3_600_000;

let here: World;
let ada: Person;
let expert: Person;
let booking: BookingApi;

beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '30d' });
  booking = here.app.get(BookingApi, { strict: false });
});
beforeEach(async () => {
  [ada, expert] = [await here.signUp(), await here.signUp()];
});
afterEach(async () => {
  await here.drainEvents();
  expect(await brokenInvariants(here.db)).toEqual({});
});
afterAll(() => here.close());

const entriesOf = async ({ http }: Person, query = '') =>
  (await http.get(`/api/credit-transactions/${query}`)).body as any[];
const confirm = (id: number) =>
  here.db.transaction((tx) => booking.confirm(tx, id, { actorId: expert.id, byHost: true }));
const complete = (id: number) => here.db.transaction((tx) => booking.complete(tx, id, { actorId: ada.id }));
const cancel = (id: number, cause: 'booker' | 'host') =>
  here.db.transaction((tx) => booking.cancel(tx, id, { actorId: expert.id, cause }));

describe('credits', () => {
  it('begin with a free one', async () => {
    const { body } = await ada.http.get('/api/credits/balance/');
    expect(body).toEqual({
      ...{ id: expect.any(Number), user: ada.id, balance: 1 },
      updated_at: expect.stringMatching(/Z$/),
    });
    expect(await entriesOf(ada)).toEqual([
      {
        ...{ id: expect.any(Number), user: ada.id, username: ada.username, transaction_type: 'initial' },
        ...{ amount: 1, description: 'Initial free credit', related_meeting_id: null },
        created_at: body.updated_at,
      },
    ]);
  });

  it('are bought for a dollar each', async () => {
    const house = await balanceOf(here, 'receivable', 'house');
    const { status, body } = await buyCredits(ada, 10);
    expect(status).toBe(201);
    expect(body).toEqual({
      success: true,
      payment: {
        ...{ id: expect.any(Number), user: ada.id, payment_method: 'credit_card', amount: '10.00' },
        ...{ currency: 'USD', status: 'completed', credits_purchased: 10 },
        transaction_id: expect.stringMatching(/^sim_/),
        ...{ failure_reason: null, checkout_url: null, created_at: expect.any(String) },
      },
      transaction: {
        ...{ id: expect.any(Number), user: ada.id, username: ada.username, transaction_type: 'purchased' },
        ...{ amount: 10, description: 'Purchased 10 credits for $10.00', related_meeting_id: null },
        created_at: expect.any(String),
      },
      new_balance: 11,
    });
    expect(await creditsOf(ada)).toBe(11);
    expect(await balanceOf(here, 'receivable', 'house')).toBe(house + 1000);
  });

  it('are bought once with one key', async () => {
    const http = ada.http.with({ 'idempotency-key': 'buy-once' });
    const answers = [await buyCredits({ ...ada, http }, 5), await buyCredits({ ...ada, http }, 5)];
    expect(answers.map(({ body }) => body.new_balance)).toEqual([6, 6]);
    expect(await creditsOf(ada)).toBe(6);
  });

  it.each([
    [{ amount: '9.99' }, '400 VALIDATION_ERROR amount'],
    [{ credits_to_purchase: 0 }, '400 VALIDATION_ERROR credits_to_purchase'],
    [{ credits_to_purchase: 1001, amount: '1001.00' }, '400 VALIDATION_ERROR credits_to_purchase'],
    [{ credits_to_purchase: 1.5, amount: '1.50' }, '400 VALIDATION_ERROR credits_to_purchase'],
    [{ payment_method: 'cash' }, '400 VALIDATION_ERROR payment_method'],
    [{ payment_method: 'stripe' }, '400 VALIDATION_ERROR payment_method'],
  ])('are not sold for %j', async (more, expected) => {
    expect(refusal(await buyCredits(ada, 10, more))).toBe(expected);
    expect(await creditsOf(ada)).toBe(1);
  });

  it('wait in escrow until the meeting is completed, and are the expert’s then', async () => {
    await buyCredits(ada, 4);
    const meeting = await plantMeeting(here, ada, expert);
    const { status, body } = await transferCredits(ada, meeting, 1);
    expect([status, body]).toEqual([
      200,
      { success: true, message: '1 credit(s) transferred successfully', new_balance: 4 },
    ]);
    await confirm(meeting);
    expect((await transferCredits(ada, meeting, 2)).body.new_balance).toBe(2);
    expect([await creditsOf(ada), await creditsOf(expert)]).toEqual([2, 1]);
    expect(await balanceOf(here, 'escrow', meeting, 'CREDIT')).toBe(3);

    await complete(meeting);
    await here.drainEvents();
    expect([await creditsOf(ada), await creditsOf(expert)]).toEqual([2, 4]);
    expect((await entriesOf(ada))[0]).toMatchObject({
      ...{ transaction_type: 'spent', amount: 2, description: 'Credit spent for meeting with expert' },
      related_meeting_id: meeting,
    });
    expect((await entriesOf(expert))[0]).toMatchObject({
      ...{ transaction_type: 'earned', amount: 3, related_meeting_id: meeting },
    });
    expect(refusal(await transferCredits(ada, meeting, 1))).toBe('409 BOOKING_NOT_PAYABLE');
  });

  it.each(['booker', 'host'] as const)('come back when the %s calls the meeting off', async (cause) => {
    const meeting = await plantMeeting(here, ada, expert);
    await transferCredits(ada, meeting, 1);
    await cancel(meeting, cause);
    await here.drainEvents();
    expect([await creditsOf(ada), await creditsOf(expert)]).toEqual([1, 1]);
    expect((await entriesOf(ada)).map(({ transaction_type: type }) => type)).toEqual([
      'refunded',
      'spent',
      'initial',
    ]);
    expect(refusal(await transferCredits(ada, meeting, 1))).toBe('409 BOOKING_NOT_PAYABLE');
  });

  it('come back when nobody answered until the start', async () => {
    const meeting = await plantMeeting(here, ada, expert, 1);
    await transferCredits(ada, meeting, 1);
    here.clock.advance(HOUR_MS);
    expect(refusal(await transferCredits(ada, meeting, 1))).toBe('409 BOOKING_NOT_PAYABLE');
    await here.app.get(DueBookingsProcessor, { strict: false }).expireHolds();
    await here.drainEvents();
    expect(await creditsOf(ada)).toBe(1);
  });

  it('are set aside no more once they were passed on, although it is confirmed again', async () => {
    await buyCredits(ada, 4);
    const meeting = await plantMeeting(here, ada, expert, 1);
    await transferCredits(ada, meeting, 1);
    await confirm(meeting);
    here.clock.advance(2 * HOUR_MS);
    await complete(meeting);
    await here.drainEvents();
    expect((await expert.http.post(`/api/v1/bookings/${meeting}/no-show`)).status).toBe(200);
    expect((await expert.http.delete(`/api/v1/bookings/${meeting}/no-show`)).status).toBe(204);
    expect((await ada.http.get(`/api/v1/bookings/${meeting}`)).body.status).toBe('confirmed');
    const { status, body } = await transferCredits(ada, meeting, 1);
    expect([status, body.code, body.message]).toEqual([
      409,
      'BOOKING_NOT_PAYABLE',
      'This booking is settled and cannot be paid.',
    ]);
    await complete(meeting);
    await here.drainEvents();
    expect([await creditsOf(ada), await creditsOf(expert)]).toEqual([4, 2]);
    expect(await balanceOf(here, 'escrow', meeting, 'CREDIT')).toBe(0);
  });

  it('are spent by nobody but who asked for the meeting', async () => {
    const meeting = await plantMeeting(here, ada, expert);
    const stranger = await here.signUp();
    expect(refusal(await transferCredits(expert, meeting, 1))).toBe('403 FORBIDDEN');
    for (const [who, id] of [
      [stranger, meeting],
      [await here.admin(), meeting],
      [ada, 987_654],
    ] as const)
      expect(refusal(await transferCredits(who, id, 1))).toBe('400 VALIDATION_ERROR meeting_id');
    expect([await creditsOf(ada), await creditsOf(expert), await creditsOf(stranger)]).toEqual([1, 1, 1]);
  });

  it.each([0, -1, 1.5, '1e3', null])('take no amount of %p', async (amount) => {
    const meeting = await plantMeeting(here, ada, expert);
    expect(refusal(await transferCredits(ada, meeting, amount))).toBe('400 VALIDATION_ERROR amount');
  });

  it('do not go below zero', async () => {
    const meeting = await plantMeeting(here, ada, expert);
    expect(refusal(await transferCredits(ada, meeting, 2))).toBe('409 INSUFFICIENT_CREDITS');
    expect([await creditsOf(ada), (await entriesOf(ada)).length]).toEqual([1, 1]);
  });

  it('are listed by type, meeting and page', async () => {
    await buyCredits(ada, 3);
    const [first, second] = [await plantMeeting(here, ada, expert), await plantMeeting(here, ada, expert, 48)];
    for (const meeting of [first, second]) await transferCredits(ada, meeting, 1);
    const types = async (query: string) =>
      (await entriesOf(ada, query)).map(({ transaction_type: type }) => type);
    expect(await types('?transaction_type=purchased')).toEqual(['purchased']);
    expect(await types(`?related_meeting_id=${first}`)).toEqual(['spent']);
    expect(await types('?ordering=created_at&page_size=2')).toEqual(['initial', 'purchased']);
    const page = await ada.http.get('/api/v1/credit-transactions?page_size=3');
    expect([page.body.count, page.body.results.length]).toEqual([4, 3]);
    expect(refusal(await ada.http.get('/api/credit-transactions?transaction_type=stolen'))).toBe(
      '400 VALIDATION_ERROR transaction_type',
    );
  });
});
