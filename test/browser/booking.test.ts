import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { BrowserContext, Page } from 'playwright-core';
import { booked, offerType, openHost, startIn, type OfferedType } from '../support/appointments.js';
import { eventually } from '../support/eventually.js';
import type { Person } from '../support/world.js';
import { pictures, report } from './browser-report.js';
import { Stage } from './stage.js';

const KB = 1_000;
const SCRIPT_BUDGET = 25 * KB;
const SCRIPT_MS = 150;
const HOLD_MS = 30 * 60_000;

describe('booking in a browser', () => {
  let stage: Stage;
  let host: Person;
  let type: OfferedType;
  let context: BrowserContext;
  let origin: string;
  let embedding = '';
  /** A site of somebody else's. */
  const elsewhere = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(embedding);
  });
  beforeAll(async () => {
    await once(elsewhere.listen(0, '127.0.0.1'), 'listening');
    origin = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
    stage = await Stage.open({ EMBED_ORIGINS: origin });
    host = await openHost(stage.here, 'Europe/Madrid', { first_name: 'Olivia', last_name: 'Ortega' });
    type = await offerType(stage.here, host, { name: 'Introductory call' });
  });
  beforeEach(async () => void (context = await stage.visitor({ timezoneId: 'Europe/Berlin' })));
  afterEach(() => context.close());
  afterAll(async () => {
    elsewhere.closeAllConnections();
    elsewhere.close();
    await stage.close();
  });

  const pathOf = ({ organizer_slug, event_type_slug }: OfferedType) => `/${organizer_slug}/${event_type_slug}`;
  const open = async (tab: Page, query = '', of = type) => {
    await tab.goto(`${pathOf(of)}${query}`);
    await tab.waitForSelector('.live:not(.off)', { state: 'attached' });
  };
  const focused = (tab: Page) =>
    tab.evaluate(() => document.activeElement?.textContent.trim().replace(/\s+/g, ' ') ?? '');
  const statusOf = async (tab: Page) => {
    const [, token] = /\/manage\/([^?]+)/.exec(tab.url())!;
    return (await stage.here.http().get(`/api/v1/events/booking/${token}/manage`)).body.status;
  };

  it('goes by keyboard alone: grid, times, details, and back', async () => {
    const tab = await context.newPage();
    await open(tab, '?date=2031-12-03');
    await tab.focus('[data-grid] [tabindex="0"]');
    expect(await tab.locator('[data-grid] [tabindex="0"]').count()).toBe(1);
    const steps = [
      ['ArrowRight', '4'],
      ['ArrowDown', '11'],
      ['Home', '8'],
      ['End', '14'],
      ['ArrowLeft', '13'],
      ['ArrowUp', '6'],
    ] as const;
    for (const [key, day] of steps) {
      await tab.keyboard.press(key);
      expect(await focused(tab)).toMatch(new RegExp(`^${day}\\w+ ${day} December, 48 free times`));
    }
    await tab.keyboard.press('PageDown');
    await tab.waitForFunction(() => document.activeElement?.getAttribute('data-day') === '2032-01-06');
    await tab.keyboard.press('Enter');
    await tab.waitForFunction(() => document.activeElement?.id === 'day');
    expect(await focused(tab)).toBe('Tuesday 6 January');
    await tab.keyboard.press('Tab');
    expect(await focused(tab)).toBe('0:00');
    await tab.keyboard.press('Enter');
    await tab.waitForFunction(() => document.activeElement?.id === 'details');
    await tab.goBack();
    await tab.waitForFunction(() => document.activeElement?.id === 'day');
    await tab.goForward();
    await tab.waitForFunction(() => document.activeElement?.id === 'details');
    await tab.keyboard.press('Tab');
    await tab.keyboard.type('Grace Hopper');
    await tab.keyboard.press('Tab');
    await tab.keyboard.press('Enter');
    await tab.waitForFunction(() => document.activeElement?.id === 'refused');
    await tab.keyboard.press('Tab');
    await tab.keyboard.press('Enter');
    await tab.waitForFunction(() => document.activeElement?.id === 'field-invitee_email');
    expect(await tab.inputValue('[name=invitee_name]')).toBe('Grace Hopper');
    await tab.keyboard.type('grace@example.com');
    await tab.keyboard.press('Enter');
    await tab.waitForURL(/\/manage\/.*done=booked/);
    expect(await statusOf(tab)).toBe('confirmed');
  });

  it('needs no JavaScript', async () => {
    const plain = await stage.visitor({ javaScriptEnabled: false });
    const tab = await plain.newPage();
    await tab.goto(`/${type.organizer_slug}`);
    await tab.click('text=Introductory call');
    await tab.selectOption('[name=timezone]', 'Asia/Tokyo');
    await tab.click('.by-whose-clock button');
    expect(await tab.inputValue('[name=timezone]')).toBe('Asia/Tokyo');
    await tab.click('[rel~=next]');
    await tab.click('.day.free >> nth=3');
    await tab.click('.time >> nth=5');
    await tab.fill('[name=invitee_name]', 'Grace Hopper');
    await tab.fill('[name=invitee_email]', 'grace@example.com');
    await tab.click('text=Book this time');
    expect(await statusOf(tab)).toBe('confirmed');
    expect(await tab.textContent('.chosen-time, .facts')).toContain('Tokyo (GMT+9)');
    await plain.close();
  });

  it('lets a time vanish that another browser books, and keeps what was typed for it', async () => {
    const [looking, choosing] = [await context.newPage(), await context.newPage()];
    const start = startIn(stage.here, 72);
    const day = start.slice(0, 10);
    await open(looking, `?date=${day}&timezone=UTC`);
    await open(choosing, `?start_time=${start}&timezone=UTC`);
    await choosing.fill('[name=invitee_name]', 'Ben');
    const other = await (await stage.visitor()).newPage();
    await open(other, `?start_time=${start}`);
    await other.fill('[name=invitee_name]', 'Ada');
    await other.fill('[name=invitee_email]', 'ada@example.com');
    await other.click('text=Book this time');
    await other.waitForURL(/\/manage\//);
    const vanishing = `.time[href*="${encodeURIComponent(start)}"]`;
    await looking.waitForSelector(vanishing, { state: 'detached' });
    await looking.waitForFunction(() => /has just been taken/.test(document.body.textContent));
    await choosing.waitForSelector('#refused[role=alert]');
    expect(await choosing.inputValue('[name=invitee_name]')).toBe('Ben');
    await choosing.click('.instead a >> nth=0');
    await choosing.fill('[name=invitee_email]', 'ben@example.com');
    await choosing.click('text=Book this time');
    await choosing.waitForURL(/\/manage\//);
    expect(await statusOf(choosing)).toBe('confirmed');
  });

  it('says at the booking that the time went, offers three others, and waits for a full session', async () => {
    const group = await offerType(stage.here, host, { maxAttendees: 2 });
    const start = startIn(stage.here, 96);
    const tab = await context.newPage();
    await tab.routeWebSocket('**/ws/**', () => undefined);
    await open(tab, `?start_time=${start}`, group);
    await booked(stage.here.http(), group, start, { attendee_count: 2, invitee_email: 'ben@example.com' });
    await tab.fill('[name=invitee_name]', 'Ada');
    await tab.fill('[name=invitee_email]', 'ada@example.com');
    await tab.press('[name=invitee_email]', 'Enter');
    await tab.waitForSelector('text=This session is full.');
    expect(await tab.locator('.instead a').count()).toBe(3);
    expect(await tab.inputValue('[name=invitee_email]')).toBe('ada@example.com');
    await tab.click('text=Join the waitlist');
    await tab.waitForURL(/done=waiting/);
    expect(await statusOf(tab)).toBe('waitlisted');
  });

  it('offers the zone of the device, and shows every time by it', async () => {
    const tab = await context.newPage();
    await open(tab, '?date=2031-12-03&timezone=Europe/London');
    await tab.click('text=Your device is set to Berlin');
    await tab.waitForURL(/timezone=Europe%2FBerlin/);
    await tab.waitForFunction(() =>
      /Berlin/.test(document.querySelector('#timezone option:checked')!.textContent),
    );
  });

  it('holds a time that has a price until it runs out under one’s eyes', async () => {
    const priced = await offerType(stage.here, host, { priceCents: 2900 });
    const { access_token } = await booked(stage.here.http(), priced, startIn(stage.here, 120));
    const tab = await context.newPage();
    await tab.clock.install();
    await tab.goto(`/manage/${access_token}`);
    expect(await tab.textContent('.countdown')).toMatch(/^(30:00|29:5\d)$/);
    await eventually(async () => {
      await tab.clock.runFor(1_000);
      expect(await tab.textContent('.countdown')).toMatch(/^29:/);
    });
    await tab.clock.fastForward(HOLD_MS);
    await tab.waitForSelector('#ran-out:not([hidden])');
    expect(await tab.textContent('#ran-out')).toContain('The time to pay is over');
    expect([await tab.isVisible('#held'), await tab.isVisible('#paying')]).toEqual([false, false]);
  });

  it('dims while it waits, tries again what is away, and counts down to the next try', async () => {
    const tab = await context.newPage();
    await tab.clock.install();
    await open(tab, `?start_time=${startIn(stage.here, 144)}`);
    const tooMuch = { status: 429, headers: { 'retry-after': '40' }, json: { code: 'RATE_LIMIT_EXCEEDED' } };
    await tab.route('**/bookings/create', (route) => route.fulfill(tooMuch));
    await tab.fill('[name=invitee_name]', 'Ada');
    await tab.fill('[name=invitee_email]', 'ada@example.com');
    await tab.click('text=Book this time');
    await tab.waitForSelector('#refused >> text=again in 40 seconds');
    await tab.clock.runFor(15_000);
    const [, seconds] = /again in (\d+) seconds/.exec((await tab.textContent('#refused'))!)!;
    expect(Number(seconds)).toBeLessThan(26);
    expect(await tab.inputValue('[name=invitee_name]')).toBe('Ada');
    await tab.click('text=Change time');
    let asked = 0;
    const away = { status: 503, headers: { 'retry-after': '2' }, json: { code: 'SERVICE_UNAVAILABLE' } };
    await tab.route('**/api/v1/events/slots/**', (route) =>
      ++asked === 1 ? route.fulfill(away) : route.continue(),
    );
    const month = await tab.textContent('#month');
    await tab.click('[rel~=next]');
    await tab.click('[rel~=next]');
    await tab.waitForSelector('.booker.dimmed');
    await tab.clock.runFor(2_500);
    await tab.waitForSelector('.booker:not(.dimmed)');
    expect(asked).toBe(2);
    expect(await tab.textContent('#month')).not.toBe(month);
  });

  it('says where the device is offline, and keeps what was typed', async () => {
    const tab = await context.newPage();
    await open(tab, `?start_time=${startIn(stage.here, 168)}`);
    await tab.fill('[name=invitee_name]', 'Ada');
    await context.setOffline(true);
    await tab.waitForSelector('.offline >> text=You are offline. What you typed stays here.');
    await context.setOffline(false);
    await tab.waitForSelector('.offline', { state: 'detached' });
    expect(await tab.inputValue('[name=invitee_name]')).toBe('Ada');
  });

  it('stands in pages of others, as high as what it shows, and tells them of a booking', async () => {
    const tab = await context.newPage();
    const place = `<div data-convoke="${pathOf(type).slice(1)}" data-timezone="Asia/Tokyo"></div>`;
    const script = `<script src="${stage.here.url}/embed.js" async></script>`;
    embedding = `<!doctype html><title>Elsewhere</title><h1>A site of its own</h1>${script}${place}`;
    await tab.goto(origin);
    const frame = tab.frameLocator('iframe');
    await frame.locator('.live:not(.off)').waitFor({ state: 'attached' });
    const heights = () =>
      Promise.all([
        tab.evaluate(() => document.querySelector('iframe')!.clientHeight),
        frame.locator('#island').evaluate(({ scrollHeight }) => scrollHeight),
      ]);
    await tab.waitForFunction(() => document.querySelector('iframe')!.clientHeight !== 700);
    const [given, needed] = await heights();
    expect(given).toBe(needed);
    await pictures(tab, 'embed');
    await tab.evaluate(() => {
      addEventListener('convoke:booked', () => (document.title = 'Booked'));
    });
    await frame.locator('[rel~=next]').click();
    await frame.locator('.day.free >> nth=5').click();
    await frame.locator('.time >> nth=2').click();
    await frame.locator('[name=invitee_name]').fill('Grace');
    await frame.locator('[name=invitee_email]').fill('grace@example.com');
    await frame.locator('#book .deed button').click();
    await frame.locator('text=Booked. A mail with the link').waitFor();
    await tab.waitForFunction(() => document.title === 'Booked');
    expect(await frame.locator('.chosen-time').textContent()).toContain('Tokyo (GMT+9)');
    expect(await frame.locator('a.button').getAttribute('target')).toBe('_blank');
  });

  it('stays within its budgets', async () => {
    const tab = await context.newPage();
    const scripts: Promise<Buffer>[] = [];
    tab.on('response', (answer) => {
      if (answer.request().resourceType() === 'script') scripts.push(answer.body());
    });
    const devtools = await context.newCDPSession(tab);
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    await open(tab);
    const { metrics } = await devtools.send('Performance.getMetrics');
    const scriptMs = metrics.find(({ name }) => name === 'ScriptDuration')!.value * 1_000;
    const bytes = (await Promise.all(scripts)).reduce((sum, script) => sum + gzipSync(script).length, 0);
    report('booking script, gzip', `${(bytes / KB).toFixed(1)} kB`, `${SCRIPT_BUDGET / KB} kB`);
    report('booking main-thread script', `${Math.round(scriptMs)} ms`, `${SCRIPT_MS} ms`);
    expect(bytes).toBeLessThan(SCRIPT_BUDGET);
    expect(scriptMs).toBeLessThan(SCRIPT_MS);
    expect(stage.complaints.filter((complaint) => !complaint.includes(origin))).toEqual([]);
  });
});
