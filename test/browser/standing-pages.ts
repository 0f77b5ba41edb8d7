import type { Page } from 'playwright-core';
import { MailStops } from '../../src/platform/mail/mail-stops.js';
import { switchMfaOn } from '../support/authenticator-app.js';
import { offerType, openHost, startIn } from '../support/appointments.js';
import { BOOKED } from './standing/booked.js';
import { CALENDAR_PAGES } from './standing/calendar.js';
import { DESK, DOOR } from './standing/door.js';
import { EVENT_PAGES } from './standing/events.js';
import { PASSWORD, type Person } from '../support/people.js';
import type { World } from '../support/world.js';
import { GATHER } from './standing/gather.js';
import { ORGANIZE } from './standing/organize.js';
import { ADMIN_PAGES } from './standing/admin.js';

export interface Scene {
  here: World;
  /** Whose session the pages of accounts are seen with. */
  viewer: Person;
}

/** A page in one of its states, and the way there. */
export interface StandingPage {
  name: string;
  /** Below `web/pages`, without `.page.tsx`. */
  page: string;
  isSignedIn?: true;
  /** Seen by who runs the installation. */
  isForAdmin?: true;
  open(tab: Page, scene: Scene): Promise<unknown>;
}

const at =
  (path: string): StandingPage['open'] =>
  (tab) =>
    tab.goto(path);

const sent = async (tab: Page, path: string, fields: Record<string, string>): Promise<void> => {
  await tab.goto(path);
  for (const [name, value] of Object.entries(fields)) await tab.fill(`main [name="${name}"]`, value);
  await tab.click('main :is(.room, .card) button:not([type="button"])');
  await tab.waitForLoadState();
};

/** Of a type with every kind of question, once its island is awake. */
const booking = async (tab: Page, { here }: Scene, query: string): Promise<void> => {
  const host = await openHost(here, 'Europe/Madrid', { first_name: 'Olivia', last_name: 'Ortega' });
  const kinds = ['text', 'textarea', 'number', 'checkbox'].map((type) => ({
    ...{ key: type, label: `A ${type}`, type, required: type === 'text', options: [] },
  }));
  const choice = { key: 'choice', label: 'A choice', type: 'select', required: true, options: ['One', 'Two'] };
  const { organizer_slug, event_type_slug } = await offerType(here, host, {
    ...{ name: 'Introductory call', description: 'Half an hour to find out whether we fit.' },
    ...{ durationOptions: [30, 60], bookingWindowType: 'days', bookingWindowDays: 120, priceCents: 2900 },
    ...{ maxAttendees: 3, locationType: 'phone', customQuestions: [...kinds, choice] as never },
  });
  await tab.goto(`/${organizer_slug}/${event_type_slug}?${query}`);
  await tab.waitForSelector('.live:not(.off)', { state: 'attached' });
};

/** Every page that stands: each is looked at in all widths and colours. */
export const STANDING_PAGES: readonly StandingPage[] = [
  { name: 'home', page: 'events/home', open: at('/') },
  { name: 'problem-404', page: 'site/problem', open: at('/no/such/page') },
  { name: 'login', page: 'accounts/login', open: at('/login') },
  {
    name: 'login-refused',
    page: 'accounts/login',
    open: (tab) => sent(tab, '/login', { username: 'nobody', password: 'wrong' }),
  },
  {
    name: 'login-mfa',
    page: 'accounts/login',
    open: async (tab, { here }) => {
      const ada = await here.signUp();
      await switchMfaOn(ada, here.clock);
      await sent(tab, '/login', { username: ada.username, password: PASSWORD });
    },
  },
  { name: 'register', page: 'accounts/register', open: at('/register') },
  {
    name: 'register-refused',
    page: 'accounts/register',
    open: (tab) => sent(tab, '/register', { username: 'a b', email: 'x', password: 'short' }),
  },
  { name: 'forgot-password', page: 'accounts/forgot-password', open: at('/forgot-password') },
  {
    name: 'forgot-password-done',
    page: 'accounts/forgot-password',
    open: (tab) => sent(tab, '/forgot-password', { email: 'nobody@example.com' }),
  },
  { name: 'reset-password', page: 'accounts/reset-password', open: at('/reset-password?token=abc') },
  { name: 'verify-email', page: 'accounts/verify-email', open: at('/verify-email?token=abc') },
  {
    name: 'verify-email-used',
    page: 'accounts/verify-email',
    open: (tab) => sent(tab, '/verify-email?token=abc', {}),
  },
  { name: 'callback-refused', page: 'accounts/callback', open: at('/auth/callback?error=PROVIDER_DECLINED') },
  { name: 'account', page: 'accounts/account', isSignedIn: true, open: at('/account') },
  {
    name: 'account-refused',
    page: 'accounts/account',
    isSignedIn: true,
    open: (tab) => sent(tab, '/account', { slug: 'Not so', phone: 'call me' }),
  },
  { name: 'security', page: 'accounts/security', isSignedIn: true, open: at('/account/security') },
  { name: 'factors', page: 'accounts/factors', isSignedIn: true, open: at('/account/factors') },
  {
    name: 'factors-setup',
    page: 'accounts/factors',
    isSignedIn: true,
    open: (tab) => sent(tab, '/account/factors', {}),
  },
  { name: 'sessions', page: 'accounts/sessions', isSignedIn: true, open: at('/account/sessions') },
  { name: 'tokens', page: 'accounts/tokens', isSignedIn: true, open: at('/account/tokens') },
  {
    name: 'tokens-made',
    page: 'accounts/tokens',
    isSignedIn: true,
    open: async (tab) => {
      await tab.goto('/account/tokens');
      await tab.fill('main [name="name"]', 'Reporting');
      await tab.selectOption('main [name="booking"]', 'read');
      await tab.click('.room form:has([name="days"]) button');
      await tab.waitForSelector('code.secret');
    },
  },
  { name: 'data', page: 'accounts/data', isSignedIn: true, open: at('/account/data') },
  { name: 'notices', page: 'accounts/notices', isSignedIn: true, open: at('/settings/notifications') },
  { name: 'bookings', page: 'bookings/own-bookings', isSignedIn: true, open: at('/bookings') },
  {
    name: 'unsubscribe',
    page: 'accounts/unsubscribe',
    open: (tab, { here, viewer: { id: personId, email: address } }) => {
      const { url } = here.app.get(MailStops).linkFor({ address, kind: 'event_invitation', personId })!;
      return tab.goto(new URL(url).pathname);
    },
  },
  {
    name: 'organizer',
    page: 'booking/organizer',
    open: async (tab, { here }) => {
      const host = await openHost(here, 'Europe/Madrid');
      await offerType(here, host, { priceCents: 2900, maxAttendees: 4, description: 'To see whether we fit' });
      const { organizer_slug: slug } = await offerType(here, host, { locationType: 'video' });
      await tab.goto(`/${slug}`);
      await tab.waitForSelector('.next-free');
    },
  },
  { name: 'booking', page: 'booking/booking', open: (tab, scene) => booking(tab, scene, '') },
  {
    name: 'booking-empty',
    page: 'booking/booking',
    open: (tab, scene) => booking(tab, scene, 'month=2040-01'),
  },
  {
    name: 'booking-details',
    page: 'booking/booking',
    open: (tab, scene) => booking(tab, scene, `start_time=${startIn(scene.here, 50)}`),
  },
  {
    name: 'booking-refused',
    page: 'booking/booking',
    open: async (tab, scene) => {
      await booking(tab, scene, `start_time=${startIn(scene.here, 50)}`);
      await tab.click('#book button:not([name])');
      await tab.waitForSelector('#refused');
    },
  },
  {
    name: 'booking-taken',
    page: 'booking/booking',
    open: (tab, scene) => booking(tab, scene, `start_time=${startIn(scene.here, 50.1)}`),
  },
  ...BOOKED,
  ...GATHER,
  ...CALENDAR_PAGES,
  ...DOOR,
  ...DESK,
  ...EVENT_PAGES,
  ...ORGANIZE,
  ...ADMIN_PAGES,
];

const isForHosts = ({ page }: StandingPage) => /^(?:admin|door|events|organize|site)\//.test(page);

/** About one half of them, by how long they take, each with all states of its pages. */
export const GUEST_PAGES = STANDING_PAGES.filter((page) => !isForHosts(page));
export const HOST_PAGES = STANDING_PAGES.filter(isForHosts);
