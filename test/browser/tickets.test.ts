import type { BrowserContext, Page } from 'playwright-core';
import { gzipSync } from 'node:zlib';
import { FakeStripe } from '../support/fake-stripe.js';
import { creditsOf } from '../support/meetings.js';
import { makePublished } from '../support/ticketed.js';
import { bookTickets } from '../support/tickets.js';
import type { Person } from '../support/world.js';
import { report } from './browser-report.js';
import { Stage } from './stage.js';

const KB = 1_000;
const SCRIPT_BUDGET = 60 * KB;
const HOLD_MS = 30 * 60_000;

describe('tickets in a browser', () => {
  let stripe: FakeStripe;
  let stage: Stage;
  let organizer: Person;
  let ada: Person;
  let context: BrowserContext;
  beforeAll(async () => {
    stripe = await FakeStripe.open();
    stage = await Stage.open(stripe.env);
    organizer = await stage.here.signUpAs('organizer');
    ada = await stage.here.signUp({ first_name: 'Ada', last_name: 'Byron' });
  });
  beforeEach(async () => void (context = await stage.signedIn(ada, { timezoneId: 'Europe/Berlin' })));
  afterEach(() => context.close());
  afterAll(async () => {
    await stage.close();
    await stripe.close();
  });

  const published = (more: Record<string, unknown> = {}) =>
    makePublished(organizer, stage.here.clock.now(), { price: '29.00', currency: 'EUR', ...more });
  const open = async (tab: Page, id: number) => {
    await tab.goto(`/events/${id}`);
    await tab.waitForSelector('#live:not([hidden])', { state: 'attached' });
  };

  /** Stripe's own page: its button pays at the loopback Stripe, which tells of it, and leads back. */
  const playStripe = () =>
    context.route('https://checkout.stripe.com/**', async (route) => {
      const id = new URL(route.request().url()).pathname.slice(1);
      const session = stripe.sessions.get(id)!;
      if (route.request().method() === 'GET')
        return route.fulfill({
          contentType: 'text/html',
          body: '<!doctype html><title>Stripe</title><form method="post"><button>Pay</button></form>',
        });
      await stripe.tell(stage.here.http(), stripe.pay(session.client_reference_id), stage.here.clock.now());
      const { pathname, search } = new URL(session.success_url);
      return route.fulfill({ status: 303, headers: { location: stage.here.url + pathname + search } });
    });

  it('are bought through Stripe’s Checkout, from the event’s page to the QR code', async () => {
    const { id } = await published({ tax_rate: '23' });
    await playStripe();
    const tab = await context.newPage();
    await open(tab, id);
    await tab.click('[data-by="1"]');
    expect(await tab.textContent('.quote .total dd')).toBe('€58.00');
    expect(await tab.textContent('[data-sum="tax"]')).toBe('€10.85');
    await tab.check('[value="stripe"]');
    await tab.click('text=Buy 2 tickets');
    await tab.waitForURL('https://checkout.stripe.com/**');
    await tab.click('text=Pay');
    await tab.waitForURL('**/bookings?paid=*');
    await tab.waitForSelector('text=It is paid, and the tickets are yours.');
    await tab.click('.notice a');
    const code = tab.locator('img.qr');
    await code.waitFor();
    const width = await code.evaluate(async (image: HTMLImageElement) => {
      await image.decode();
      return image.naturalWidth;
    });
    expect(width).toBeGreaterThan(100);
    expect(await tab.textContent('.tickets')).toContain('You have 2 tickets');
  });

  it('are not the only thing: credits come through Stripe’s Checkout, too', async () => {
    await playStripe();
    const tab = await context.newPage();
    const [before, shown] = [await creditsOf(ada), tab.locator('#balance')];
    await tab.goto('/account/credits');
    expect(await shown.textContent()).toBe('You have 1 credit');
    await tab.fill('[name=credits]', '7');
    await tab.selectOption('[name=method]', 'stripe');
    await tab.click('text=Buy credits');
    await tab.waitForURL('https://checkout.stripe.com/**');
    expect(await creditsOf(ada)).toBe(before);
    await tab.click('text=Pay');
    await tab.waitForURL('**/account/credits?done=bought');
    await tab.waitForSelector('text=The credits are yours.');
    expect(await shown.textContent()).toBe('You have 8 credits');
    expect(await creditsOf(ada)).toBe(before + 7);
  });

  it('are held until the time runs out under one’s eyes', async () => {
    const { id } = await published();
    await bookTickets(ada, id);
    const tab = await context.newPage();
    await tab.clock.install();
    await open(tab, id);
    await tab.clock.runFor(1_000);
    expect(await tab.textContent('.countdown')).toMatch(/^(30:00|29:5\d)$/);
    await tab.clock.fastForward(HOLD_MS - 60_000);
    expect(await tab.textContent('.countdown')).toMatch(/^(1:00|0:5\d)$/);
    expect(await tab.isVisible('#paying')).toBe(true);
    await tab.clock.fastForward(61_000);
    await tab.waitForSelector('#ran-out:not([hidden])');
    expect(await tab.textContent('#ran-out')).toContain('The time is over');
    expect(await tab.isVisible('#paying')).toBe(false);
  });

  it('are counted live, and told aloud once in five seconds', async () => {
    const { id } = await published({ max_attendees: 12, price: '0.00' });
    const tab = await context.newPage();
    await open(tab, id);
    expect(await tab.textContent('[data-seats]')).toBe('12 left');
    const buyers = [await stage.here.signUp(), await stage.here.signUp()] as const;
    await bookTickets(buyers[0], id, 2);
    await tab.waitForSelector('text=10 left');
    await tab.waitForSelector('#news >> text=10 seats left now.');
    await bookTickets(buyers[1], id, 10);
    await tab.waitForSelector('#news >> text=Something has changed here.');
    expect(await tab.textContent('[data-seats]')).toBe('Full');
    await tab.click('text=Look again');
    await tab.waitForSelector('text=Join the waitlist');
  });

  it('stay within the budget, and at the bottom of a phone', async () => {
    const { id } = await published();
    const tab = await context.newPage();
    const scripts: Promise<Buffer>[] = [];
    tab.on('response', (answer) => {
      if (answer.request().resourceType() === 'script') scripts.push(answer.body());
    });
    await tab.setViewportSize({ width: 360, height: 700 });
    await open(tab, id);
    const bar = (await tab.locator('.buys').boundingBox())!;
    expect(bar.y + bar.height).toBe(700);
    expect(await tab.textContent('.buys')).toBe('€29.00Buy 1 ticket');
    const bytes = (await Promise.all(scripts)).reduce((sum, script) => sum + gzipSync(script).length, 0);
    report('event script, gzip', `${(bytes / KB).toFixed(1)} kB`, `${SCRIPT_BUDGET / KB} kB`);
    expect(bytes).toBeLessThan(SCRIPT_BUDGET);
    expect(stage.complaints.filter((complaint) => !complaint.includes('checkout.stripe.com'))).toEqual([]);
  });
});
