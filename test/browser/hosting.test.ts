import type { BrowserContext, Page, Route } from 'playwright-core';
import { ContactsImportService } from '../../src/messaging/contacts/contacts-import.service.js';
import { booked, offerType, openHost, startIn } from '../support/appointments.js';
import { contactsOf } from '../support/contacts.js';
import { FakeGoogleCalendar } from '../support/fake-google-calendar.js';
import { Gate } from '../support/gate.js';
import { freePort } from '../support/ports.js';
import { deliverAll, verified } from '../support/webhooks.js';
import { catcher } from '../support/workflows.js';
import type { Person } from '../support/world.js';
import { entered } from './standing/organize-room.js';
import { Stage } from './stage.js';

const HOUR_MS = 3_600_000;
const LASTING = { ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d' };

describe('who offers something, in a browser', () => {
  let google: FakeGoogleCalendar;
  let stage: Stage;
  let host: Person;
  let context: BrowserContext;
  let tab: Page;
  beforeAll(async () => {
    google = await FakeGoogleCalendar.open();
    const port = await freePort();
    const own = { PORT: `${port}`, FRONTEND_URL: `http://127.0.0.1:${port}` };
    stage = await Stage.open({ ...google.env, ...own, ...LASTING, WEBHOOKS_ALLOW_PRIVATE: 'true' });
  });
  beforeEach(async () => {
    host = await openHost(stage.here, 'Europe/London', { first_name: 'Olivia', last_name: 'Ortega' });
    context = await stage.signedIn(host);
    tab = await context.newPage();
  });
  afterEach(() => context.close());
  afterAll(async () => {
    await stage.close();
    await google.close();
  });

  const says = (text: string) => tab.waitForSelector(`text=${text}`);

  describe('answers bookings', () => {
    let type: Awaited<ReturnType<typeof offerType>>;
    beforeEach(async () => void (type = await offerType(stage.here, host, { requiresConfirmation: true })));

    const asked = (hours: number, invitee_name: string) =>
      booked(stage.here.http(), type, startIn(stage.here, hours), { invitee_name });
    const now = async ({ id }: { id: number }) => (await host.http.get(`/api/v1/bookings/${id}`)).body;
    const answers = (label: string) => tab.click(`.deeds-below button:text-is("${label}")`);

    it('by a yes, by a no with its reason, by another time and by calling it off', async () => {
      const [ada, ben] = [await asked(9, 'Ada King'), await asked(10, 'Ben Otto')];
      await entered(tab, '/organize/bookings?status=pending');
      await tab.click('a:text-is("Ada King")');
      await answers('Confirm');
      await tab.waitForSelector('.tag.ok:text-is("Booked")');
      expect((await now(ada)).status).toBe('confirmed');

      await answers('Move');
      await tab.click('dialog .starts button >> nth=0');
      const chosen = await tab.inputValue('dialog [name=start_time]');
      await tab.click('dialog form .button:text-is("Move the booking")');
      await says('Moved once');
      expect((await now(ada)).appointment).toMatchObject({
        ...{ status: 'confirmed', start_time: expect.stringContaining(chosen), reschedule_count: 1 },
      });

      await answers('Cancel');
      await tab.fill('dialog [name=reason]', 'I am ill.');
      await tab.click('dialog form .button');
      await tab.waitForSelector('.tag.bad:text-is("Cancelled")');
      await tab.waitForSelector('.facts >> text=I am ill.');
      expect((await now(ada)).status).toBe('cancelled');

      await entered(tab, `/organize/bookings/${ben.id}`);
      await answers('Decline');
      await says('Ben Otto gets a mail, and the time is free again.');
      await tab.fill('dialog [name=reason]', 'Not my field.');
      await tab.click('dialog form .button:text-is("Decline")');
      await tab.waitForSelector('.tag.bad:text-is("Cancelled")');
      expect((await now(ben)).appointment).toMatchObject({
        status: 'cancelled',
        cancel_reason: 'Not my field.',
      });
      expect(await tab.locator('.deeds-below button').count()).toBe(0);
    });

    it('by saying who did not come, and that they came after all', async () => {
      const eve = await asked(9, 'Eve Holm');
      await host.http.post(`/api/v1/bookings/${eve.id}/confirm`);
      await entered(tab, `/organize/bookings/${eve.id}`);
      expect(await tab.locator('.deeds-below button:text-is("Did not come")').count()).toBe(0);
      stage.here.clock.set(new Date(Date.parse(eve.start_time) + HOUR_MS));
      await entered(tab, `/organize/bookings/${eve.id}`);
      await answers('Did not come');
      await tab.click('dialog .button.bad');
      await tab.waitForSelector('.tag.warn:text-is("Missed")');
      expect((await now(eve)).status).toBe('no_show');
      await answers('They came after all');
      await tab.waitForSelector('.lead .tag:not(.warn)');
      expect((await now(eve)).status).toBe('completed');
      stage.here.clock.reset();
    });
  });

  /** Google's own page: whether its owner agrees or not, it leads back. */
  const consents = (account: string) =>
    context.route(`${google.url}/authorize?*`, (route) => {
      const here = route.request().url();
      const { searchParams: asks } = new URL(here);
      const refused = new URL(asks.get('redirect_uri')!);
      refused.searchParams.set('error', 'access_denied');
      refused.searchParams.set('state', asks.get('state')!);
      const links = { Allow: google.authorize(here, account), Deny: refused };
      const body = Object.entries(links).map(([label, { href }]) => {
        return `<p><a href="${href.replaceAll('&', '&amp;')}">${label}</a>`;
      });
      return route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><title>G</title>${body.join('')}`,
      });
    });

  it('connects a calendar by its owner’s consent, and chooses what counts', async () => {
    await consents('olivia@gmail.test');
    await entered(tab, '/organize/calendars');
    await tab.click('button:text-is("Google Calendar")');
    await tab.click('text=Deny');
    await says('Nothing is connected.');
    await tab.click('text=To your calendars');
    await says('No calendar is connected yet.');
    await tab.click('button:text-is("Google Calendar")');
    await tab.click('text=Allow');
    await tab.waitForURL('**/organize/calendars?done=connected');
    await says('The calendar is connected.');
    const counts = '.rows li:has-text("Holidays") label:has-text("Its busy times count")';
    await tab.waitForSelector(`${counts} input:not(:checked)`);
    await tab.click(counts);
    await tab.waitForSelector(`${counts} input:checked:enabled`);
    const { body } = await host.http.get('/api/v1/integrations');
    expect(body.results).toMatchObject([
      {
        ...{ provider: 'google_calendar', account_email: 'olivia@gmail.test' },
        calendars: [
          { name: 'olivia@gmail.test', blocks: true, writes: true },
          { name: 'Holidays', blocks: true, writes: false },
        ],
      },
    ]);
    await tab.goto('/organize/calendars/callback?code=used&state=unknown');
    await tab.waitForSelector('.notice.bad');
  });

  it('imports contacts: how far the file is, and what is wrong with which line', async () => {
    const [onItsWay, read] = [new Gate(), new Gate()];
    await tab.route('**/api/v1/contacts/import', async (route: Route) => {
      await onItsWay.pass();
      await route.continue();
    });
    const imports = stage.here.app.get(ContactsImportService, { strict: false });
    const reading = imports.import.bind(imports);
    const held = jest.spyOn(imports, 'import').mockImplementation(async (...asked) => {
      await read.pass();
      return reading(...asked);
    });
    await entered(tab, '/organize/contacts/import');
    const rows = ['name,email,phone', 'Ada,ada@example.org,', 'Ben,nowhere,', 'Cleo,@example.org,'];
    const buffer = Buffer.from(`${rows.join('\n')}\n`);
    await tab.setInputFiles('#file', { name: 'contacts.csv', mimeType: 'text/csv', buffer });
    await tab.click('.card form .button');
    await tab.waitForSelector('[role=status]:has(progress) >> text=The file is on its way.');
    onItsWay.open();
    await tab.waitForSelector('[role=status]:has(progress) >> text=The file is being read.');
    read.open();
    await says('1 new, 0 filled in, 0 as they were, 2 refused.');
    const refused = await tab.locator('.table tbody tr').allInnerTexts();
    expect(refused.map((row) => Number(/^\d+/.exec(row)![0]))).toEqual([3, 4]);
    expect(await contactsOf(host)).toMatchObject([{ name: 'Ada', email: 'ada@example.org' }]);

    await tab.setInputFiles('#file', {
      name: 'a.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('colour\nred\n'),
    });
    await tab.click('.card form .button');
    await tab.waitForSelector('.card form .fault');
    expect(await tab.locator('#outcome').count()).toBe(0);
    held.mockRestore();
  });

  it('makes a webhook, whose secret is shown once, tries it and delivers again what failed', async () => {
    const peer = await catcher();
    await entered(tab, '/organize/webhooks');
    await tab.fill('[name=url]', peer.url);
    await tab.fill('[name=description]', 'Our books');
    await tab.click('section:has(#make) form .button:not(.small)');
    const secret = (await tab.textContent('.notice .secret'))!;
    await entered(tab, '/organize/webhooks');
    await says('Our books');
    expect(await tab.content()).not.toContain(secret);

    peer.answers.push(500);
    await tab.click('a:text-is("Deliveries")');
    await says('There is no such delivery.');
    await tab.click('button:text-is("Send a test")');
    await tab.waitForURL('**/organize/webhooks/*?done=tested');
    await says('A test was sent');
    await deliverAll(stage.here);
    await entered(tab, new URL(tab.url()).pathname);
    await tab.waitForSelector('.table tbody .tag:text-is("To come")');
    await tab.waitForSelector('.table tbody li:has-text("It answered 500.")');
    await tab.click('[aria-label^="Deliver again: "]');
    await deliverAll(stage.here);
    await entered(tab, `${new URL(tab.url()).pathname}?status=succeeded`);
    await tab.waitForSelector('.table tbody .tag.ok:text-is("Delivered")');
    expect(await tab.locator('.table tbody li').count()).toBe(2);
    expect(peer.calls.map((call) => verified(secret, call).type)).toEqual(['webhook.test', 'webhook.test']);
    expect(new Set(peer.calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    await peer.close();
  });

  it('makes a workflow: reads its mail before, tries it on a booking and sees what it did', async () => {
    const type = await offerType(stage.here, host, { name: 'Coaching' });
    const invitee = { invitee_name: 'Kofi Mensah', invitee_email: 'kofi@example.org' };
    await booked(stage.here.http(), type, startIn(stage.here, 9), invitee);
    await entered(tab, '/organize/workflows/new');
    await tab.fill('[name=name]', 'Welcome');
    await tab.selectOption('[name=trigger]', 'booking_created');
    await tab.fill('[name="actions.0.subject"]', 'Welcome to {{event_name}}');
    await tab.fill('[name="actions.0.body"]', 'Dear {{invitee_name}}, see you soon.');
    await tab.waitForSelector('.quote >> text=Dear Grace Hopper, see you soon.');
    await tab.click('form > p .button:not(.small)');
    await tab.waitForURL('**/organize/workflows/*?done=saved');
    await says('It is saved, and holds for what happens from now on.');

    await tab.click('section:has(#dry-run) form .button');
    const outcome = tab.locator('section:has(#dry-run) [role=status]:has(.rows)');
    await outcome.waitFor();
    const told = await outcome.innerText();
    for (const part of ['kofi@example.org', 'Welcome to Coaching', 'Dear Kofi Mensah, see you soon.'])
      expect(told).toContain(part);
    await tab.waitForSelector('section:has(#executions) >> text=Nothing yet.');

    const { id } = await booked(stage.here.http(), type, startIn(stage.here, 12), invitee);
    await stage.here.drainEvents();
    await entered(tab, new URL(tab.url()).pathname);
    await tab.waitForSelector(`section:has(#executions) tbody a:text-is("#${id}")`);
    expect(await tab.locator('section:has(#executions) tbody tr').count()).toBe(1);
  });

  it('waits with a form that was sent too often, and sends it once the time is over', async () => {
    await tab.clock.install();
    await entered(tab, '/organize/contacts/new');
    await tab.route('**/api/v1/contacts', (route) =>
      route.fulfill({
        status: 429,
        headers: { 'Retry-After': '30' },
        json: { code: 'RATE_LIMIT_EXCEEDED', error: 'Too many requests.', details: {} },
      }),
    );
    await tab.fill('[name=name]', 'Grace Hopper');
    await tab.fill('[name=email]', 'grace@example.org');
    await tab.click('.card form .button');
    const left = async () => Number(/(\d+) seconds/.exec((await tab.textContent('#refused'))!)![1]);
    const first = await left();
    expect(await tab.textContent('#refused')).toMatch(/Please try again in \d+ seconds\./);
    await tab.clock.runFor(10_000);
    expect(await left()).toBeLessThanOrEqual(first - 10);
    expect(await tab.inputValue('[name=name]')).toBe('Grace Hopper');
    await tab.clock.runFor(30_000);
    expect(await left()).toBe(0);
    await tab.unroute('**/api/v1/contacts');
    await tab.click('.card form .button');
    await tab.waitForURL('**/organize/contacts/*done=saved');
  });

  it('has said nothing to the console, and asked nobody but the provider', () => {
    expect(stage.complaints.filter((complaint) => !complaint.includes(google.url))).toEqual([]);
  });
});
