import { book, makeSlot } from '../../support/calendar.js';
import type { Page } from 'playwright-core';
import type { Scene, StandingPage } from '../standing-pages.js';

/** An hour of that day each: free, of several seats, one's own and taken; its page is live. */
async function week(tab: Page, { here, viewer }: Scene, day: string): Promise<Record<'own' | 'taken', number>> {
  const admin = await here.admin();
  const at = (hour: number, more: Record<string, unknown> = {}) =>
    makeSlot(admin, here.clock.now(), {
      ...{ start_time: `${day}T${hour}:00:00Z`, end_time: `${day}T${hour + 1}:00:00Z`, ...more },
    });
  await at(10, { category: 'Cat 2' });
  await at(12, { capacity: 4 });
  const [own, taken] = [await at(14), await at(16)];
  await book(viewer, own.id);
  await book(await here.signUp(), taken.id);
  await tab.goto(`/calendar?date=${day}&timezone=Europe/London`);
  await tab.waitForSelector('#week[data-is-live]');
  return { own: own.id, taken: taken.id };
}

/** The calendar of time slots. */
export const CALENDAR_PAGES: readonly StandingPage[] = [
  {
    name: 'calendar',
    page: 'calendar/calendar',
    isSignedIn: true,
    open: async (tab, scene) => {
      const { own } = await week(tab, scene, '2031-06-04');
      await tab.click(`#cancel-${own}`);
    },
  },
  {
    name: 'calendar-refused',
    page: 'calendar/calendar',
    isSignedIn: true,
    open: async (tab, scene) => {
      const { taken } = await week(tab, scene, '2031-06-11');
      const button = tab.locator('section.chosen button[name="time_slot"]').first();
      await button.evaluate((element, id) => ((element as HTMLButtonElement).value = String(id)), taken);
      await button.click();
      await tab.waitForSelector('#refused');
    },
  },
  {
    name: 'calendar-empty',
    page: 'calendar/calendar',
    isSignedIn: true,
    open: (tab) => tab.goto('/calendar?date=2031-01-15&category=Cat+2'),
  },
];
