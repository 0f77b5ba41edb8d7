import { brokenInvariants } from '../../support/invariants.js';
import { balanceOf, payTickets } from '../../support/money.js';
import { makePublished } from '../../support/ticketed.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let organizer: Person;
let ada: Person;

beforeAll(async () => {
  here = await world();
  [organizer, ada] = [await here.signUpAs('organizer'), await here.signUp()];
});
afterAll(() => here.close());

describe('a price of twelve digits', () => {
  it.each([
    ['USD', '9999999999.99', '99999999999.90'],
    ['IDR', '25000000.00', '250000000.00'],
    ['VND', '9999999999.00', '99999999990.00'],
  ])('is paid and given back for ten tickets, in %s', async (currency, price, total) => {
    const event = await makePublished(organizer, here.clock.now(), { price, currency });
    expect([event.price, event.currency]).toEqual([price, currency]);
    const { booking, payment } = await payTickets(ada, event.id, 10);
    expect([booking.total_price, payment.amount]).toEqual([total, total]);
    const cents = Number(total.replace('.', ''));
    expect(await balanceOf(here, 'receivable', organizer.id, currency)).toBe(cents);
    const statistics = (await organizer.http.get(`/api/v1/events/${event.id}/statistics`)).body;
    expect(statistics.total_revenue).toBe(cents / 100);
    const { body } = await ada.http.post(`/api/v1/payments/${payment.id}/refund`);
    expect([body.status, body.refunded_amount]).toEqual(['refunded', total]);
    expect(await brokenInvariants(here.db)).toEqual({});
  });

  it('is the most', async () => {
    const answer = await organizer.http.post('/api/v1/events/', {
      ...{ title: 'Moon', start_date: '2999-01-01T09:00:00Z', end_date: '2999-01-01T10:00:00Z' },
      ...{ price: '10000000000.00', currency: 'IDR' },
    });
    expect([answer.status, answer.body.field_errors]).toEqual([
      400,
      { price: ['Must be at most 9999999999.99.'] },
    ]);
  });
});
