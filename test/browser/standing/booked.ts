import type { Page } from 'playwright-core';
import type { EventTypeTerms } from '../../../src/scheduling/event-types/event-type.entity.js';
import { booked, offerType, openHost, startIn, type OfferedType } from '../../support/appointments.js';
import type { Http } from '../../support/http.js';
import type { Scene, StandingPage } from '../standing-pages.js';

const PRICED = { priceCents: 2900, currency: 'EUR' };
const AHEAD_H = 48;

/** Booked from London with a host in Madrid. */
async function appointment(
  { here }: Scene,
  http: Http,
  terms: Partial<EventTypeTerms> = {},
  hours = AHEAD_H,
): Promise<{ id: number; access_token: string; type: OfferedType }> {
  const host = await openHost(here, 'Europe/Madrid', { first_name: 'Olivia', last_name: 'Ortega' });
  const type = await offerType(here, host, { name: 'Introductory call', ...terms });
  const invitee = { invitee_name: 'Ada Byron', invitee_timezone: 'Europe/London' };
  return { ...(await booked(http, type, startIn(here, hours), invitee)), type };
}

/** As its invitee sees it by the link, and what is done there. */
const managed = (
  name: string,
  terms: Partial<EventTypeTerms> = {},
  act: (tab: Page) => Promise<unknown> = () => Promise.resolve(),
): StandingPage => ({
  name,
  page: 'booking/manage',
  open: async (tab, scene) => {
    const { access_token: token } = await appointment(scene, scene.here.http(), terms);
    await tab.goto(`/manage/${token}`);
    await act(tab);
  },
});

/** By the first day and time of the next month: what is left of this one may have none. */
async function toNewTime(tab: Page, token: string): Promise<void> {
  await tab.goto(`/manage/${token}`);
  await tab.click('section:has(#move) a.button');
  await tab.click('[rel~=next]');
  await tab.click('.time >> nth=0');
  await tab.waitForSelector('.details form');
}

const pays = (tab: Page) => tab.click('#paying button');

/** What was booked, by the link of who booked it and in the account. */
export const BOOKED: readonly StandingPage[] = [
  managed('manage', { maxAttendees: 3 }),
  managed('manage-pay', PRICED, (tab) => tab.waitForSelector('.countdown')),
  managed('manage-paid', PRICED, async (tab) => {
    await pays(tab);
    await tab.waitForSelector('text=Thank you. It is paid.');
  }),
  managed('manage-asks', { requiresConfirmation: true }),
  managed('manage-too-late', { cancellationNotice: 10_080 }),
  managed('manage-cancelled', {}, async (tab) => {
    await tab.fill('[name=reason]', 'Ill');
    await tab.click('section:has(#cancel) button');
    await tab.waitForSelector('text=The booking is cancelled.');
  }),
  {
    name: 'manage-refused',
    page: 'booking/manage',
    open: async (tab, scene) => {
      const { access_token: token, type } = await appointment(scene, scene.here.http());
      const taken = await booked(scene.here.http(), type, startIn(scene.here, AHEAD_H + 4));
      await toNewTime(tab, token);
      const wanted = tab.locator('.details form [name=start_time]');
      await wanted.evaluate((input: HTMLInputElement, start) => {
        input.value = start;
        input.form!.submit();
      }, taken.start_time);
      await tab.waitForSelector('#refused');
    },
  },
  {
    name: 'booking-move',
    page: 'booking/booking',
    open: async (tab, scene) => {
      const { access_token: token } = await appointment(scene, scene.here.http());
      await toNewTime(tab, token);
    },
  },
  {
    name: 'bookings-some',
    page: 'bookings/own-bookings',
    isSignedIn: true,
    open: async (tab, scene) => {
      await appointment(scene, scene.viewer.http, {}, 26);
      await appointment(scene, scene.viewer.http, PRICED, 28);
      await tab.goto('/bookings');
    },
  },
  {
    name: 'booking-of-mine',
    page: 'bookings/own-booking',
    isSignedIn: true,
    open: async (tab, scene) => {
      const { id } = await appointment(scene, scene.viewer.http, {}, 30);
      await tab.goto(`/bookings/${id}`);
      await tab.click('summary');
    },
  },
  {
    name: 'booking-of-mine-to-pay',
    page: 'bookings/own-booking',
    isSignedIn: true,
    open: async (tab, scene) => {
      const { id } = await appointment(scene, scene.viewer.http, PRICED, 36);
      await tab.goto(`/bookings/${id}`);
      await tab.waitForSelector('.countdown');
    },
  },
];
