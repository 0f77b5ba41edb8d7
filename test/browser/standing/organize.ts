import type { Page } from 'playwright-core';
import { booked, keepOpen, offerType, startIn } from '../../support/appointments.js';
import { newEventType, publishType } from '../../support/event-types.js';
import type { Scene, StandingPage } from '../standing-pages.js';
import { of, entered } from './organize-room.js';
import { RUNNING } from './organize-running.js';

const QUESTIONS = [
  { key: 'topic', label: 'What is it about?', type: 'select', required: true, options: ['Help', 'Ideas'] },
  { key: 'notes', label: 'Anything else?', type: 'textarea' },
];

async function begun(tab: Page, { here, viewer }: Scene): Promise<void> {
  await keepOpen(here, viewer);
  const type = await offerType(here, viewer, { name: 'Introductory call', requiresConfirmation: true });
  const sure = await offerType(here, viewer, { name: 'Coaching', maxAttendees: 4, priceCents: 0 });
  for (const [of, hours] of [[type, 33] as const, [sure, 57] as const])
    await booked(here.http(), of, startIn(here, hours), { invitee_name: 'Grace Hopper' });
  await entered(tab, '/organize');
}

export const ORGANIZE: readonly StandingPage[] = [
  of('organize-first', '/organize'),
  of('organize-waiting', '/organize/event-types', async (tab) => {
    const path = '**/api/v1/events/event-types?*';
    await tab.route(path, () => undefined);
    await tab.goto('/organize/event-types');
    await tab.waitForSelector('[aria-busy=true] .skeleton');
    await tab.unroute(path);
  }),
  of('organize-types-none', '/organize/event-types'),
  of('organize', '/organize', begun),
  of('organize-bookings', '/organize', async (tab, { here, viewer }) => {
    await keepOpen(here, viewer);
    const type = await offerType(here, viewer, {
      ...{ name: 'Workshop', maxAttendees: 5, customQuestions: QUESTIONS as never },
    });
    await booked(here.http(), type, startIn(here, 80), {
      ...{ invitee_name: 'Katherine Johnson', attendee_count: 2, custom_answers: { topic: 'Help' } },
    });
    await entered(tab, '/organize/bookings?search=Katherine');
  }),
  of('organize-bookings-none', '/organize/bookings?search=nobody'),
  of('organize-booking', '/organize/bookings?search=Katherine', async (tab) => {
    await tab.click('.table tbody a >> nth=0');
    await tab.waitForSelector('text=2 people');
    await tab.waitForSelector('text=What is it about?');
  }),
  of('organize-booking-cancel', '/organize/bookings?search=Katherine', async (tab) => {
    await tab.click('.table tbody a >> nth=0');
    await tab.click('.deeds-below >> text=Cancel');
    await tab.waitForSelector('dialog[open] textarea');
  }),
  of('organize-booking-move', '/organize/bookings?search=Katherine', async (tab) => {
    await tab.click('.table tbody a >> nth=0');
    await tab.click('.deeds-below >> text=Move');
    await tab.waitForSelector('dialog[open] .starts button');
  }),
  of('organize-types', '/organize/event-types', async (tab, { viewer }) => {
    await publishType(viewer, { ...newEventType(), price: '29.00', currency: 'EUR', is_active: false });
    await entered(tab, '/organize/event-types');
  }),
  of('organize-types-delete', '/organize/event-types', async (tab) => {
    await tab.click('[aria-label^="Delete: "] >> nth=0');
    await tab.waitForSelector('dialog[open] .button.bad');
  }),
  of('organize-types-share', '/organize/event-types', async (tab) => {
    await tab.click('[aria-label^="Share: "] >> nth=0');
    await tab.waitForSelector('dialog[open] code');
  }),
  of('organize-type', '/organize', async (tab, { viewer }) => {
    const { id } = await publishType(viewer, {
      ...{ ...newEventType(), name: 'Strategy', custom_questions: QUESTIONS, duration_options: [30, 60] },
      ...{ price: '49.00', currency: 'EUR', max_attendees: 3, booking_window_type: 'range' },
    });
    await entered(tab, `/organize/event-types/${id}`);
  }),
  of('organize-type-refused', '/organize/event-types/new', async (tab) => {
    await tab.fill('[name=currency], [name=duration]', '0');
    await tab.click('.beside form > p .button');
    await tab.waitForSelector('#refused');
  }),
  of('organize-availability', '/organize/availability', async (tab) => {
    await tab.click('text=Add a date');
    await tab.fill('[name=date]', '2031-12-24');
    await tab.fill('[name=reason] >> nth=0', 'Christmas Eve');
    await tab.click('details[open] form .button');
    await tab.waitForSelector('text=Wednesday, 24 December 2031');
  }),
  of('organize-availability-refused', '/organize/availability', async (tab) => {
    await tab.click('text=Add hours');
    await tab.fill('details[open] [name=start_time]', '');
    await tab.click('details[open] form .button');
    await tab.waitForSelector('#refused');
    await tab.fill('[name=at]', '2020-01-01T09:00');
    await tab.waitForSelector('text=It is over.');
  }),
  of('organize-type-gone', '/organize/event-types/999999999'),
  ...RUNNING,
];
