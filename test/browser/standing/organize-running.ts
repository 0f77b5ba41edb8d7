import type { Page } from 'playwright-core';
import { booked, keepOpen, offerType, startIn } from '../../support/appointments.js';
import { enterContact } from '../../support/contacts.js';
import { WORKFLOWS, workflowBody } from '../../support/workflow-bodies.js';
import type { StandingPage } from '../standing-pages.js';
import { entered, of } from './organize-room.js';

const AT = '2026-11-30T09:00:00Z';
const FEED = {
  ...{ id: 1, provider: 'ics', account_email: null, url: 'https://calendar.example.org/basic.ics' },
  ...{ status: 'error', is_stale: true, last_synced_at: AT, last_error: 'The server answered 404.' },
  calendars: [{ id: 1, name: 'Home', is_primary: true, blocks: true, writes: false }],
  created_at: AT,
};
const ACCOUNT = {
  ...FEED,
  ...{
    id: 2,
    provider: 'caldav',
    account_email: 'olivia',
    status: 'active',
    is_stale: false,
    last_error: null,
  },
  calendars: [
    { id: 2, name: 'Work', is_primary: true, blocks: true, writes: true },
    { id: 3, name: 'Birthdays', is_primary: false, blocks: false, writes: false },
  ],
};
const DELIVERIES = [
  {
    ...{ id: 1, webhook_id: 'evt_17_booking_confirmed', event: 'booking.confirmed', status: 'failed' },
    attempts: [{ at: AT, status_code: 500, error: 'HTTP 500', duration_ms: 37 }],
    ...{ next_attempt_at: null, created_at: AT },
  },
];

/** What no connection of a test could bring about in an instant. */
async function answered(tab: Page, path: string, results: readonly object[], then: string): Promise<void> {
  const body = { count: results.length, next: null, previous: null, results };
  await tab.route(path, (route) => route.fulfill({ json: body }));
  await entered(tab, then);
  await tab.unroute(path);
}

/** As a list says it that was refused. */
async function answeredBy(tab: Page, status: 429 | 503, retryAfter: string, says: string): Promise<void> {
  const code = status === 429 ? 'RATE_LIMIT_EXCEEDED' : 'SERVICE_UNAVAILABLE';
  const [path, headers] = ['**/api/v1/contacts?*', { 'Retry-After': retryAfter }];
  await tab.route(path, (route) => route.fulfill({ status, headers, json: { code, error: '', details: {} } }));
  await entered(tab, '/organize/contacts');
  await tab.waitForSelector(`.notice.bad >> text=${says}`);
  await tab.unroute(path);
}

/** While nothing of it is answered. */
async function unanswered(
  tab: Page,
  path: string,
  shown: string,
  begin: () => Promise<unknown>,
): Promise<void> {
  await tab.route(path, () => undefined);
  await begin();
  await tab.waitForSelector(shown);
  await tab.unroute(path);
}

export const RUNNING: readonly StandingPage[] = [
  of('organize-contacts-none', '/organize/contacts?search=nobody'),
  of('organize-contacts', '/organize/contacts', async (tab, { viewer }) => {
    await enterContact(viewer, { name: 'Grace Hopper', company: 'Navy', tags: ['customer', 'compilers'] });
    await entered(tab, '/organize/contacts');
  }),
  of('organize-contact', '/organize/contacts', async (tab, { here, viewer }) => {
    const { id, email } = await enterContact(viewer);
    await keepOpen(here, viewer);
    const type = await offerType(here, viewer);
    await booked(here.http(), type, startIn(here, 130), { invitee_email: email });
    await entered(tab, `/organize/contacts/${id}`);
  }),
  of('organize-contact-refused', '/organize/contacts/new', async (tab) => {
    await tab.click('.card form .button');
    await tab.waitForSelector('#refused');
  }),
  of('organize-contacts-import', '/organize/contacts/import', async (tab) => {
    const buffer = Buffer.from('name,email\nAda,ada@example.org\nBen,nowhere\n');
    await tab.setInputFiles('#file', { name: 'contacts.csv', mimeType: 'text/csv', buffer });
    await tab.click('.card form .button');
    await tab.waitForSelector('.table tbody tr');
  }),
  of('organize-contacts-offline', '/organize/contacts/new', async (tab) => {
    await tab.fill('[name=name]', 'Grace Hopper');
    await tab.context().setOffline(true);
    await tab.waitForSelector('.notice.warn >> text=You are offline.');
  }),
  of('organize-contacts-many', '/organize', (tab) => answeredBy(tab, 429, '30', 'seconds')),
  of('organize-contacts-away', '/organize', (tab) => answeredBy(tab, 503, '0', 'The service is briefly away.')),
  of('organize-calendars-none', '/organize/calendars'),
  of('organize-calendars', '/organize', (tab) =>
    answered(tab, '**/api/v1/integrations?*', [FEED, ACCOUNT], '/organize/calendars'),
  ),
  of('organize-calendars-refused', '/organize/calendars', async (tab) => {
    await tab.selectOption('[name=provider]', 'caldav');
    await tab.fill('[name=url]', 'http://127.0.0.1/private');
    await tab.click('section:has(#connect) form .button');
    await tab.waitForSelector('#refused');
  }),
  of('organize-calendars-callback', '/organize/calendars/callback?code=a&state=b'),
  of('organize-webhooks-none', '/organize/webhooks'),
  of('organize-webhooks', '/organize/webhooks', async (tab) => {
    await tab.selectOption('[name=direction]', 'incoming');
    await tab.fill('[name=description]', 'Our form');
    await tab.click('section:has(#make) form .button:not(.small)');
    await tab.waitForSelector('.notice .secret');
  }),
  of('organize-webhooks-asked-again', '/organize/webhooks', (tab) =>
    unanswered(tab, '**/integrations/webhooks?*', '.dimmed[aria-busy=true] .card', () =>
      tab.click('[aria-label^="Switch off: "]'),
    ),
  ),
  of('organize-deliveries', '/organize', (tab) =>
    answered(tab, '**/deliveries?*', DELIVERIES, '/organize/webhooks/1'),
  ),
  of('organize-workflows-none', '/organize/workflows'),
  of('organize-workflows', '/organize/workflows', async (tab, { viewer }) => {
    await viewer.http.post(WORKFLOWS, workflowBody());
    await entered(tab, '/organize/workflows');
  }),
  of('organize-workflow', '/organize/workflows', async (tab) => {
    await tab.click('.table tbody a >> nth=0');
    await tab.click('section:has(#dry-run) .button');
    await tab.waitForSelector('section:has(#dry-run) [role=status] .notice');
    await tab.click('text=Add a condition');
  }),
  of('organize-workflow-refused', '/organize/workflows/new', async (tab) => {
    await tab.click('form > p .button:not(.small)');
    await tab.waitForSelector('#refused');
  }),
];
