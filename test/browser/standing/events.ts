import { makePublished } from '../../support/ticketed.js';
import type { StandingPage } from '../standing-pages.js';

export const EVENT_PAGES: readonly StandingPage[] = [
  {
    name: 'events',
    page: 'events/events',
    open: async (tab, { here }) => {
      await makePublished(await here.signUpAs('organizer'), here.clock.now(), { title: 'Makers Night' });
      await tab.goto('/events');
    },
  },
  {
    name: 'event',
    page: 'events/event',
    open: async (tab, { here }) => {
      const { id } = await makePublished(await here.signUpAs('organizer'), here.clock.now());
      await tab.goto(`/events/${id}`);
    },
  },
];
