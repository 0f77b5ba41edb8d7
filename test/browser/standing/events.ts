import type { Page } from 'playwright-core';
import { inDays, makeDraft } from '../../support/events.js';
import { giveRole, signIn, type Person } from '../../support/people.js';
import { attend, begin, makePublished } from '../../support/ticketed.js';
import { bookTickets } from '../../support/tickets.js';
import type { Scene, StandingPage } from '../standing-pages.js';

const TEXT =
  'Twelve people who build things show what did not work, then what did. ' +
  'Short talks, long tables, and somebody always brings a soldering iron.';

const AN_HOUR = 1 / 24;

interface Night {
  id: number;
  end_date: string;
  organizer: Person;
}

/** On sale, with a programme. */
async function makersNight(scene: Scene, more: Record<string, unknown> = {}): Promise<number> {
  return (await night(scene, more)).id;
}

/** From so many days on; with who gives it. */
async function night({ here }: Scene, more: Record<string, unknown> = {}, days = 12): Promise<Night> {
  const organizer = await here.signUpAs('organizer');
  const [start, end] = [inDays(here.clock.now(), days), inDays(here.clock.now(), days + 0.2)];
  const { id } = await makePublished(organizer, here.clock.now(), {
    ...{ title: 'Lisbon Makers Night', description: TEXT, tags: 'talks, food, English', category: 'meetup' },
    ...{ start_date: start, end_date: end, timezone: 'Europe/Lisbon', location: 'Fábrica Braço de Prata' },
    ...{ price: '29.00', currency: 'EUR', tax_rate: '23', max_attendees: 40, ...more },
  });
  const sessions = [
    ['Doors and soup', 'Kitchen collective', 'Hall'],
    ['A synthesizer from e-waste', 'Inês Couto', 'Stage'],
    ['The bridge that wobbled', 'Kofi Mensah', 'Stage'],
  ] as const;
  for (const [index, [title, speaker_name, room_or_link]] of sessions.entries()) {
    const [start_time, end_time] = [index, index + 1].map((part) => inDays(new Date(start), part * 0.06));
    await organizer.http.post('/api/v1/sessions', {
      event: id,
      title,
      speaker_name,
      room_or_link,
      start_time,
      end_time,
    });
  }
  return { id, end_date: end, organizer };
}

/** Not published yet, by the viewer or by somebody else. */
async function draft({ here, viewer }: Scene, isOwn: boolean): Promise<number> {
  await giveRole(here.db, viewer.id, 'organizer');
  const by = isOwn
    ? await signIn(here.http(), viewer.username, viewer.password)
    : await here.signUpAs('organizer');
  const facts = { title: 'Lisbon Makers Night', description: TEXT, price: '29.00', currency: 'EUR' };
  return (await makeDraft(by, here.clock.now(), facts)).id;
}

const shows = async (tab: Page, id: number, query = ''): Promise<void> => {
  await tab.goto(`/events/${id}${query}`);
  await tab.waitForSelector('[data-stepper] button:not([hidden]), #held, .notice, .mine', {
    state: 'attached',
  });
};

export const EVENT_PAGES: readonly StandingPage[] = [
  {
    name: 'home-with-events',
    page: 'events/home',
    open: async (tab, scene) => {
      for (const title of ['Makers Night', 'Bridges']) await makersNight(scene, { title });
      await tab.goto('/');
      await tab.waitForSelector('.event-card');
    },
  },
  {
    name: 'events',
    page: 'events/events',
    open: async (tab, scene) => {
      for (const title of ['Makers Night', 'Soldering for beginners', 'Bridges'])
        await makersNight(scene, { title });
      await tab.goto('/events?category=meetup');
    },
  },
  { name: 'event', page: 'events/event', open: async (tab, scene) => shows(tab, await makersNight(scene)) },
  {
    name: 'event-draft',
    page: 'events/event',
    isSignedIn: true,
    open: async (tab, scene) => shows(tab, await draft(scene, true)),
  },
  {
    name: 'event-draft-of-others',
    page: 'site/problem',
    open: async (tab, scene) =>
      expect((await tab.goto(`/events/${await draft(scene, false)}`))?.status()).toBe(404),
  },
  {
    name: 'event-last-seats',
    page: 'events/event',
    isSignedIn: true,
    open: async (tab, scene) => shows(tab, await makersNight(scene, { max_attendees: 3, price: '0.00' })),
  },
  {
    name: 'event-full',
    page: 'events/event',
    isSignedIn: true,
    open: async (tab, scene) => {
      const id = await makersNight(scene, { max_attendees: 1 });
      await bookTickets(await scene.here.signUp(), id);
      await shows(tab, id);
    },
  },
  {
    name: 'event-offered',
    page: 'events/event',
    isSignedIn: true,
    open: async (tab, scene) => {
      const { here, viewer } = scene;
      const id = await makersNight(scene, { max_attendees: 1 });
      const other = await here.signUp();
      const { id: booking } = await bookTickets(other, id);
      await viewer.http.post('/api/v1/waitlist', { event: id });
      await other.http.post(`/api/v1/bookings/${booking}/cancel`);
      await here.drainEvents();
      await shows(tab, id);
      await tab.waitForSelector('text=Seats are free for you.');
    },
  },
  {
    name: 'event-over',
    page: 'events/event',
    open: async (tab, scene) => {
      const { clock } = scene.here;
      const { id, end_date: ends } = await night(scene, {}, AN_HOUR);
      clock.set(new Date(ends));
      await shows(tab, id).finally(() => clock.reset());
      await tab.waitForSelector('text=It is over.');
    },
  },
  {
    name: 'event-cancelled',
    page: 'events/event',
    open: async (tab, scene) => {
      const { id, organizer } = await night(scene);
      await organizer.http.post(`/api/v1/events/${id}/cancel`, {});
      await shows(tab, id);
      await tab.waitForSelector('text=It does not take place.');
    },
  },
  {
    name: 'event-refused',
    page: 'events/event',
    isSignedIn: true,
    open: async (tab, scene) => {
      const id = await makersNight(scene, { max_attendees: 3 });
      await shows(tab, id, '?tickets=3');
      await bookTickets(await scene.here.signUp(), id, 2);
      await tab.click('button[data-label]:visible');
      await tab.waitForSelector('#refused');
    },
  },
  {
    name: 'event-held',
    page: 'events/event',
    isSignedIn: true,
    open: async (tab, scene) => {
      const id = await makersNight(scene);
      await bookTickets(scene.viewer, id, 2);
      await shows(tab, id);
    },
  },
  {
    name: 'event-mine',
    page: 'events/event',
    isSignedIn: true,
    open: async (tab, scene) => {
      const id = await makersNight(scene);
      const { id: booking } = await bookTickets(scene.viewer, id, 2);
      await scene.viewer.http.post('/api/v1/payments', { booking, amount: '58.00', method: 'mock' });
      await shows(tab, id, '?done=paid');
      await tab.click('.tickets summary');
    },
  },
  {
    name: 'event-waiting',
    page: 'events/event',
    isSignedIn: true,
    open: async (tab, scene) => {
      const id = await makersNight(scene, { max_attendees: 1 });
      await bookTickets(await scene.here.signUp(), id);
      await scene.viewer.http.post('/api/v1/waitlist', { event: id });
      await shows(tab, id, '?done=waiting');
    },
  },
  {
    name: 'event-reviewed',
    page: 'events/event',
    isSignedIn: true,
    open: async (tab, scene) => {
      const id = await makersNight(scene);
      await begin(scene.here, id);
      const review = {
        event: id,
        rating: 4,
        title: 'Warm',
        review: 'The soup was good, and so was the bridge.',
      };
      await (await scene.here.signUp()).http.post('/api/v1/reviews', review);
      await shows(tab, id);
      await tab.click('#write summary');
    },
  },
  {
    name: 'certificate',
    page: 'events/certificate',
    open: async (tab, scene) => {
      const { organizer, ...event } = await night(scene, { price: '0.00' }, AN_HOUR);
      const guest = await scene.here.signUp({ first_name: 'Łukasz', last_name: 'Żółć' });
      const { certificate_number: number } = await attend(scene.here, event, { organizer, guest });
      await tab.goto(`/certificates/${number}`);
      await tab.waitForSelector('text=This certificate is genuine');
    },
  },
  {
    name: 'certificate-unknown',
    page: 'events/certificate',
    open: (tab) => tab.goto('/certificates/CERT-1-2-ABC123'),
  },
];
