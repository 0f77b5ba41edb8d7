import type { StandingPage } from '../standing-pages.js';

/** Gatherings, experts, meetings, messages, credits. */
export const GATHER: readonly StandingPage[] = [
  {
    name: 'messages',
    page: 'messages/messages',
    isSignedIn: true,
    open: async (tab, { here, viewer }) => {
      const ada = await here.signUp({ first_name: 'Ada', last_name: 'Lovelace' });
      await ada.http.post('/api/v1/messages', { receiver_id: viewer.id, content: 'Shall we meet on Friday?' });
      await tab.goto('/messages');
    },
  },
  {
    name: 'messages-conversation',
    page: 'messages/messages',
    isSignedIn: true,
    open: async (tab, { here, viewer }) => {
      const ben = await here.signUp({ first_name: 'Ben', last_name: 'Babbage' });
      const write = (content: string) => ben.http.post('/api/v1/messages', { receiver_id: viewer.id, content });
      await write('I have read your notes.\nShall we go through them on Friday?');
      await viewer.http.post('/api/v1/messages', { receiver_id: ben.id, content: 'Gladly. At ten?' });
      await write('At ten.');
      await tab.goto(`/messages/${ben.id}`);
      await tab.click('#write button');
      await tab.waitForSelector('#refused');
    },
  },
];
