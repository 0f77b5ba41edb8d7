import { JobQueue } from '../../../src/platform/engine/ports/job-queue.js';
import { plantFailedMail } from '../../support/failed-mails.js';
import { payTickets } from '../../support/money.js';
import { plantSlots } from '../../support/slots.js';
import { makePublished } from '../../support/ticketed.js';
import { webhookOf } from '../../support/webhooks.js';
import type { Scene, StandingPage } from '../standing-pages.js';

const seen = (name: string, page: string, path: string): StandingPage => ({
  name,
  page: `admin/${page}`,
  isForAdmin: true,
  open: (tab) => tab.goto(path),
});

/** With one of the list opened beside it, and its first question asked. */
const opened = (name: string, page: string, pathOf: (scene: Scene) => Promise<string>): StandingPage => ({
  ...seen(name, page, ''),
  open: async (tab, scene) => {
    await tab.goto(await pathOf(scene));
    await tab.locator('.side .ask summary').first().click();
  },
});

async function sold({ here, viewer }: Scene) {
  const organizer = await here.signUpAs('organizer');
  const event = await makePublished(organizer, here.clock.now(), { title: 'Makers Night', price: '29.00' });
  return payTickets(viewer, event.id);
}

export const ADMIN_PAGES: readonly StandingPage[] = [
  {
    ...seen('admin-overview', 'overview', ''),
    open: async (tab, scene) => {
      await sold(scene);
      await tab.goto('/admin');
    },
  },
  {
    ...seen('admin-overview-table', 'overview', ''),
    open: async (tab) => {
      await tab.goto('/admin?days=7');
      await tab.getByText('Show as table').first().click();
    },
  },
  seen('admin-users', 'users', '/admin/users'),
  seen('admin-users-empty', 'users', '/admin/users?search=nobody-of-that-name'),
  opened('admin-user', 'users', ({ viewer }) => Promise.resolve(`/admin/users?open=${viewer.id}`)),
  opened(
    'admin-booking',
    'bookings',
    async (scene) => `/admin/bookings?open=${(await sold(scene)).booking.id}`,
  ),
  opened('admin-event', 'events', async (scene) => `/admin/events?open=${(await sold(scene)).event}`),
  opened(
    'admin-payment',
    'payments',
    async (scene) => `/admin/payments?open=${(await sold(scene)).payment.id}`,
  ),
  opened('admin-slot', 'slots', async ({ here }) => `/admin/slots?open=${(await plantSlots(here.db, 3))[0]}`),
  {
    ...seen('admin-slots-pages', 'slots', ''),
    open: async (tab, { here }) => {
      await plantSlots(here.db, 120);
      await tab.goto('/admin/slots?page=2');
      await tab.waitForSelector('[rel=prev]');
    },
  },
  {
    ...seen('admin-slot-refused', 'slots', ''),
    open: async (tab) => {
      await tab.goto('/admin/slots');
      await tab.locator('#make').click();
      await tab.locator('details form button').first().click();
      await tab.waitForSelector('#refused');
    },
  },
  seen('admin-categories', 'categories', '/admin/categories?open=1'),
  {
    ...seen('admin-category-refused', 'categories', ''),
    open: async (tab, { here }) => {
      await plantSlots(here.db, 1);
      await tab.goto('/admin/categories');
      await tab.locator('tr:has(form [name=id][value="1"]) .ask summary').click();
      await tab.locator('.ask[open] .button.bad').click();
      await tab.waitForSelector('#refused');
    },
  },
  seen('admin-ledger', 'ledger', '/admin/ledger'),
  seen('admin-audit', 'audit', '/admin/audit?verify=true'),
  seen('admin-queues', 'queues', '/admin/queues'),
  {
    ...seen('admin-mails', 'mails', ''),
    open: async (tab, { here }) => {
      await plantFailedMail(here, 'ada@example.com');
      await tab.goto('/admin/mails');
    },
  },
  {
    ...seen('admin-queues-failed', 'queues', ''),
    open: async (tab, { here }) => {
      const counts = { waiting: 3, active: 1, delayed: 0, failed: 2, completed_last_hour: 41 };
      const told = jest.spyOn(here.app.get(JobQueue), 'statistics');
      told.mockResolvedValue([{ name: 'platform.mail.send', ...counts, oldest_waiting_seconds: 4 }]);
      await tab.goto('/admin/queues');
      told.mockRestore();
    },
  },
  {
    ...seen('admin-webhooks-empty', 'webhooks', ''),
    open: async (tab, { here }) => {
      await here.db.query('DELETE FROM integrations.webhook_endpoints');
      await tab.goto('/admin/webhooks');
    },
  },
  {
    ...seen('admin-webhooks', 'webhooks', ''),
    open: async (tab, { viewer }) => {
      await webhookOf(viewer);
      await tab.goto('/admin/webhooks');
    },
  },
  {
    ...{ name: 'admin-denied', page: 'site/problem', isSignedIn: true },
    open: (tab) => tab.goto('/admin'),
  },
];
