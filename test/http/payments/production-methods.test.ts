import { Config } from '../../../src/platform/config/config.js';
import { FEEDS } from '../../../src/realtime/feed/feeds.rules.js';
import { printStartupBanner } from '../../../src/startup-banner.js';
import { FakeStripe } from '../../support/fake-stripe.js';
import { offerPriced, pay, payTickets } from '../../support/money.js';
import { bookTickets } from '../../support/tickets.js';
import { world, type Person, type World } from '../../support/world.js';

const ALL_METHODS = ['mock', 'credit_card', 'stripe'];
let stripe: FakeStripe;
let here: World;
let organizer: Person;
let ada: Person;

beforeAll(async () => {
  stripe = await FakeStripe.open();
});
afterEach(() => here.close());
afterAll(() => stripe.close());

async function start(env: Record<string, string>): Promise<void> {
  here = await world({ NODE_ENV: 'production', LOG_LEVEL: 'silent', ...env });
  organizer = await here.signUpAs('organizer');
  ada = await here.signUp();
}

const booked = async (terms = {}) => bookTickets(ada, await offerPriced(here, organizer, terms));
const answersTo = async (booking: { id: number }, amount: string) => {
  const answers: Record<string, unknown> = {};
  for (const method of ALL_METHODS) {
    const { status, body } = await pay(ada, booking, amount, { method });
    answers[method] = status === 201 ? body.status : body.errors;
  }
  return answers;
};
const bannerLine = (what = 'Payments') => {
  const lines: string[] = [];
  printStartupBanner(here.app.get(Config), undefined, [], (line) => lines.push(line));
  return lines.find((line) => line.includes(what));
};
const REFUSED = { method: ['This method is not offered here.'] };

describe('in production', () => {
  it('only real money pays where Stripe is set up', async () => {
    await start(stripe.env);
    expect(bannerLine()).toBe('  Payments stripe');
    for (const { path } of FEEDS) expect(`${bannerLine('Sockets')},`).toContain(`${path},`);
    const booking = await booked();
    expect(await answersTo(booking, '29.99')).toEqual({
      mock: REFUSED,
      credit_card: REFUSED,
      stripe: 'pending',
    });
    expect(await answersTo(await booked({ priceCents: 0 }), '0.00')).toEqual({
      ...{ mock: REFUSED, credit_card: REFUSED, stripe: 'completed' },
    });
    const read = await ada.http.get(`/api/v1/bookings/${booking.id}`);
    expect(read.body).toMatchObject({ status: 'pending' });
  });

  it('nothing pays without a provider, and the start says so', async () => {
    await start({});
    expect(bannerLine()).toBe('  Payments none: set STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET');
    expect(await answersTo(await booked(), '29.99')).toEqual({
      ...{ mock: REFUSED, credit_card: REFUSED, stripe: REFUSED },
    });
    expect(await here.db.query('SELECT id FROM payments.payments')).toEqual([]);
  });

  it('the simulation pays where it is switched on', async () => {
    await start({ PAYMENTS_SIMULATOR: 'true' });
    expect(bannerLine()).toBe('  Payments mock and credit_card (no money moves)');
    for (const method of ['mock', 'credit_card'])
      expect((await pay(ada, await booked(), '29.99', { method })).body.status).toBe('completed');
    const { payment } = await payTickets(ada, await offerPriced(here, organizer));
    const refund = await ada.http.post(`/api/v1/payments/${payment.id}/refund`);
    expect([refund.status, refund.body.status]).toEqual([200, 'refunded']);
  });
});
