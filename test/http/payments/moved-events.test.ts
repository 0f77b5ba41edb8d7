import { inDays } from '../../support/events.js';
import { brokenInvariants } from '../../support/invariants.js';
import { payTickets, type Paid } from '../../support/money.js';
import { makePublished } from '../../support/ticketed.js';
import { world, type Person, type World } from '../../support/world.js';

const DAY_MS = 86_400_000;
let here: World;
let organizer: Person;
let ada: Person;
let bought: Date;

beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '90d', REFRESH_TOKEN_TTL: '90d' });
  organizer = await here.signUpAs('organizer');
  ada = await here.signUp();
});
beforeEach(() => {
  here.clock.reset();
  bought = here.clock.now();
});
afterEach(async () => expect(await brokenInvariants(here.db)).toEqual({}));
afterAll(() => here.close());

/** A ticket for 29.99 of a day in `days`, on site in Hall 1. */
async function ticketIn(days: number, terms: object = {}): Promise<Paid> {
  const times = { start_date: inDays(bought, days), end_date: inDays(bought, days + 1) };
  const place = { location: 'Hall 1', is_online: false };
  const event = await makePublished(organizer, bought, { ...times, ...place, price: '29.99', ...terms });
  return payTickets(ada, event.id);
}

/** The clock stands so many days, and milliseconds, after the purchase. */
const onDay = (days: number, millis = 0) => here.clock.set(new Date(bought.getTime() + days * DAY_MS + millis));
const change = async ({ event }: Paid, terms: object, who: Person = organizer) => {
  const { status, body } = await who.http.patch(`/api/v1/events/${event}`, terms);
  if (status !== 200) throw new Error(JSON.stringify(body));
};
const startsIn = (days: number) => ({ start_date: inDays(bought, days), end_date: inDays(bought, days + 1) });
/** What the payer gets back, or why nothing. */
const askBack = async ({ payment }: Paid) => {
  const { body } = await ada.http.post(`/api/v1/payments/${payment.id}/refund`);
  return body.refunded_amount ?? body.code;
};

describe('what a payer gets back after the organizer moved an event', () => {
  it('is counted from the start that was bought, where that gives more', async () => {
    const [whole, half, plain] = [await ticketIn(30), await ticketIn(30), await ticketIn(20)];
    for (const paid of [whole, half]) await change(paid, startsIn(20));
    onDay(14);
    expect([await askBack(whole), await askBack(plain)]).toEqual(['29.99', '14.99']);
    // Twice, and the second time nearer still: what was bought at first counts.
    await change(half, startsIn(26));
    onDay(25.5);
    expect(await askBack(half)).toBe('14.99');
  });

  it('is counted from the present start, where that gives more', async () => {
    const paid = await ticketIn(8);
    await change(paid, startsIn(40));
    onDay(7.5);
    expect(await askBack(paid)).toBe('29.99');
    const later = await ticketIn(15.2);
    await change(later, startsIn(60));
    onDay(30);
    expect(await askBack(later)).toBe('29.99');
  });

  it.each([
    ['place', { location: 'Hall 2' }],
    ['kind to online', { is_online: true }],
    ['end', { end_date: inDays(new Date(), 25) }],
  ])('is all of it for seven days after its %s', async (_, terms) => {
    const [last, late] = [await ticketIn(20), await ticketIn(20)];
    onDay(12.5);
    for (const paid of [last, late]) await change(paid, terms);
    onDay(19.5);
    expect(await askBack(last)).toBe('29.99');
    onDay(19.5, 1);
    expect(await askBack(late)).toBe('NOTHING_TO_REFUND');
  });

  it('is all of it until the start, and nothing then', async () => {
    const [last, late] = [await ticketIn(20), await ticketIn(20)];
    onDay(19.5);
    for (const paid of [last, late]) await change(paid, { location: 'Hall 2' });
    onDay(20);
    expect(await askBack(last)).toBe('29.99');
    onDay(20, 1);
    expect(await askBack(late)).toBe('NOTHING_TO_REFUND');
  });

  it('ends with the start it was brought forward to, but for what the day that was bought gives', async () => {
    const none = { refund_policy: [] };
    const [last, late] = [await ticketIn(20, none), await ticketIn(20, none)];
    const [standard, half] = [await ticketIn(20), await ticketIn(20)];
    onDay(2);
    for (const paid of [last, late, standard, half]) await change(paid, startsIn(4));
    onDay(4);
    expect(await askBack(last)).toBe('29.99');
    onDay(4, 1);
    expect(await askBack(late)).toBe('NOTHING_TO_REFUND');
    // Over, before the day that was bought: who was not let in is as far from that day as the policy says.
    onDay(13);
    expect(await askBack(standard)).toBe('29.99');
    onDay(13, 1);
    expect(await askBack(half)).toBe('14.99');
  });

  it('is all of it after an admin’s move, and by cancelling too', async () => {
    const paid = await ticketIn(20);
    onDay(19.5);
    await change(paid, { location: 'Hall 2' }, await here.admin());
    expect((await ada.http.post(`/api/v1/bookings/${paid.booking.id}/cancel`)).status).toBe(200);
    await here.drainEvents();
    const { body } = await ada.http.get(`/api/v1/payments/${paid.payment.id}`);
    expect(body).toMatchObject({ status: 'refunded', refunded_amount: '29.99' });
  });

  it.each([
    ['name', { title: 'Renamed' }],
    ['address online', { online_url: 'https://meet.example.org/1' }],
    ['policy', { refund_policy: [] }],
    ['place, to the same', { location: 'Hall 1' }],
  ])('is no more for a new %s', async (_, terms) => {
    const paid = await ticketIn(20);
    onDay(19.5);
    await change(paid, terms);
    expect(await askBack(paid)).toBe('NOTHING_TO_REFUND');
  });

  it('is no more for who bought after the move', async () => {
    const paid = await ticketIn(20);
    await change(paid, { location: 'Hall 2' });
    const bob = await here.signUp();
    const { payment } = await payTickets(bob, paid.event);
    onDay(6.9);
    await change(paid, { title: 'Renamed' });
    onDay(19.5);
    expect((await bob.http.post(`/api/v1/payments/${payment.id}/refund`)).body.code).toBe('NOTHING_TO_REFUND');
  });
});
