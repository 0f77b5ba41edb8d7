import type { Page } from 'playwright-core';
import { codeOf, ticketOf } from '../../support/check-in.js';
import { inDays, makeDraft } from '../../support/events.js';
import { giveRole, signIn, type Person } from '../../support/people.js';
import { makePublished } from '../../support/ticketed.js';
import type { Scene, StandingPage } from '../standing-pages.js';
import { entered } from './organize-room.js';

const SAID = { in: 0, already: 1, refused: 2 } as const;

const asViewer = async ({ here, viewer }: Scene) => {
  await giveRole(here.db, viewer.id, 'organizer');
  return signIn(here.http(), viewer.username, viewer.password);
};

/** Of an event of the viewer's with two guests, once all that it needs is there. */
const scanned =
  (verdict: keyof typeof SAID): StandingPage['open'] =>
  async (tab, scene) => {
    const { here, viewer } = scene;
    const now = here.clock.now();
    const times = { start_date: inDays(now, 0.1), end_date: inDays(now, 0.3) };
    const { id: event } = await makePublished(await asViewer(scene), now, {
      ...{ title: 'Lisbon Makers Night', ...times },
    });
    const ines = await ticketOf(await here.signUp({ first_name: 'Inês', last_name: 'Couto' }), event, 2);
    const kofi = await ticketOf(await here.signUp({ first_name: 'Kofi', last_name: 'Mensah' }), event);
    await viewer.http.post(`/api/v1/bookings/${kofi.id}/check-in`);
    const codes = [
      await codeOf(here, { booking: ines.id, event, seats: 2 }),
      await codeOf(here, { booking: kofi.id, event, seats: 1 }),
      await codeOf(here, { booking: kofi.id, event: event, seats: 3 }),
    ];
    await tab.goto(`/organize/events/${event}/check-in`);
    await tab.waitForSelector('[data-ready]');
    for (const code of codes.slice(0, SAID[verdict] + 1)) {
      await tab.fill('#guest', code);
      await tab.waitForFunction(
        (n) => document.querySelectorAll('.people li').length === n,
        codes.indexOf(code) + 1,
      );
    }
    await tab.waitForSelector(`[data-verdict=${verdict}]`);
  };

export const DOOR: readonly StandingPage[] = [
  { name: 'check-in-in', page: 'door/check-in', isSignedIn: true, open: scanned('in') },
  { name: 'check-in-already', page: 'door/check-in', isSignedIn: true, open: scanned('already') },
  { name: 'check-in-refused', page: 'door/check-in', isSignedIn: true, open: scanned('refused') },
  {
    name: 'check-in-offline',
    page: 'door/check-in',
    isSignedIn: true,
    open: async (tab, scene) => {
      await scanned('in')(tab, scene);
      await tab.context().setOffline(true);
      await tab.waitForSelector('.reach.off');
      await tab.click('.people [data-undo]');
      await tab.waitForSelector('.reach:has-text("1 waiting")');
    },
  },
  {
    name: 'check-in-gone',
    page: 'door/check-in',
    isSignedIn: true,
    open: async (tab, scene) => {
      await scanned('in')(tab, scene);
      const path = '**/api/v1/events/*/statistics';
      await tab.route(path, (route) =>
        route.fulfill({ status: 403, json: { code: 'FORBIDDEN', error: 'No.' } }),
      );
      await tab.evaluate(() => dispatchEvent(new Event('online')));
      await tab.waitForSelector('.at-hand .notice.bad');
      await tab.unroute(path);
    },
  },
  {
    name: 'check-in-found',
    page: 'door/check-in',
    isSignedIn: true,
    open: async (tab, scene) => {
      await scanned('in')(tab, scene);
      await tab.fill('#guest', 'ko');
      await tab.waitForSelector('.people [data-undo]');
    },
  },
];

/** A draft of the viewer's, until its room has come and what it asked for. */
const desk = (
  name: string,
  of: (id: number) => string,
  isOpen: boolean,
  then: (tab: Page, id: number, who: Person) => Promise<unknown> = async () => undefined,
): StandingPage => ({
  ...{ name, page: 'organize/organize', isSignedIn: true },
  open: async (tab, scene) => {
    const [{ here }, who] = [scene, await asViewer(scene)];
    const [now, facts] = [
      here.clock.now(),
      { title: 'Lisbon Makers Night', location: 'Fábrica', price: '29.00' },
    ];
    const { id } = isOpen
      ? await makePublished(who, now, { ...facts, price: '0.00' })
      : await makeDraft(who, now, facts);
    if (isOpen) await ticketOf(await here.signUp({ first_name: 'Inês', last_name: 'Couto' }), id, 2);
    await entered(tab, of(id));
    await then(tab, id, who);
  },
});

export const DESK: readonly StandingPage[] = [
  desk('desk-events', () => '/organize/events', false),
  desk('desk-new', () => '/organize/events/new', false),
  desk('desk-draft', (id) => `/organize/events/${id}`, false),
  desk('desk-open', (id) => `/organize/events/${id}`, true),
  desk('desk-attendees', (id) => `/organize/events/${id}/attendees`, true),
  desk('desk-announce', (id) => `/organize/events/${id}/announce`, true),
  desk('desk-events-none', () => '/organize/events?status=completed', false),
  desk('desk-attendees-none', (id) => `/organize/events/${id}/attendees?search=nobody`, true),
  desk(
    'desk-refused',
    () => '/organize/events/new',
    false,
    async (tab) => {
      await tab.click('main form.stack > p button');
      await tab.waitForSelector('#refused');
    },
  ),
  desk(
    'desk-cancelled',
    (id) => `/organize/events/${id}`,
    true,
    async (tab, id, { http }) => {
      await http.post(`/api/v1/events/${id}/cancel`, { reason: 'The hall is flooded.' });
      await entered(tab, `/organize/events/${id}`);
      await tab.waitForSelector('.tag.bad');
    },
  ),
];
