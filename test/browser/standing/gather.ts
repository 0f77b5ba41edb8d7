import { meet, transferCredits } from '../../support/meetings.js';
import type { Person, World } from '../../support/world.js';
import type { Page } from 'playwright-core';
import type { Scene, StandingPage } from '../standing-pages.js';

/** With hours, skills and a few words. */
async function expert(here: World): Promise<Person> {
  const bio = 'Ten years of user interfaces, and of explaining them.';
  const person = await here.signUp({ first_name: 'Eve', last_name: 'Expert' });
  await person.http.patch('/api/v1/users/me', { bio });
  for (const skill_name of ['React', 'Accessibility'])
    await person.http.post('/api/v1/user-skills', { category: 1, skill_name, proficiency_level: 'expert' });
  for (let day_of_week = 0; day_of_week < 7; day_of_week++) {
    const hours = { day_of_week, start_time: '00:00', end_time: '00:00' };
    await person.http.post('/api/v1/user-availability', hours);
  }
  return person;
}

/** With two guests, a task for each, and one that nobody does yet. */
async function picnic({ here, viewer }: Scene, isOwn = true): Promise<Picnic> {
  const ada = await here.signUp({ first_name: 'Ada', last_name: 'Lovelace' });
  const [host, guest] = isOwn ? [viewer, ada] : [ada, viewer];
  const plan = {
    title: 'Picnic by the lake',
    description: 'Bring what you like best.',
    location: 'Boat house',
  };
  const { body } = await host.http.post('/api/v1/events', { ...plan, date: '2031-06-07T10:00:00Z' });
  const event = body.id as number;
  await guest.http.post(`/api/v1/events/${event}/join`);
  for (const assignee of [host.id, guest.id, undefined])
    await host.http.post('/api/v1/tasks', { event, title: 'Bring a cake', assignee });
  return { event, host, guest };
}

interface Picnic extends Record<'host' | 'guest', Person> {
  event: number;
}

/** What the host asks everybody; the numbers of the question and of its options. */
async function ask({ event, host }: Picnic, title: string, several = false) {
  const options = [{ text: 'By boat' }, { text: 'On foot' }, { text: 'By bicycle' }];
  const question = { title, event, ends_at: '2031-06-01T10:00:00Z', options, multiple_choice: several };
  const { body } = await host.http.post('/api/v1/voting', question);
  const choices = (body.options as { id: number }[]).map(({ id }) => id);
  return {
    vote: body.id as number,
    cast: ({ http }: Person, ...chosen: number[]) =>
      http.post(`/api/v1/voting/${body.id}/vote`, { options: chosen.map((one) => choices[one]) }),
    end: () => host.http.post(`/api/v1/voting/${body.id}/end`),
  };
}

/** Its page, live. */
async function shows(tab: Page, { event }: Picnic): Promise<void> {
  await tab.goto(`/events/${event}`);
  await tab.waitForSelector('[data-is-live]', { state: 'attached' });
}

/** With a vote that is open. */
async function gathering(tab: Page, scene: Scene) {
  const plan = await picnic(scene);
  const question = await ask(plan, 'How do we get there?');
  await shows(tab, plan);
  return question;
}

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
  {
    name: 'experts',
    page: 'experts/experts',
    isSignedIn: true,
    open: async (tab, { here }) => {
      await expert(here);
      await tab.goto('/experts?skill=react');
    },
  },
  {
    name: 'expert',
    page: 'experts/expert',
    isSignedIn: true,
    open: async (tab, { here }) => {
      const { id } = await expert(here);
      await tab.goto(`/experts/${id}?date=2031-06-02&timezone=Europe/Madrid`);
      await tab.waitForSelector('[data-balance]:not(:empty)');
    },
  },
  {
    name: 'expert-refused',
    page: 'experts/expert',
    isSignedIn: true,
    open: async (tab, { here }) => {
      const { id } = await expert(here);
      await tab.goto(`/experts/${id}`);
      await tab.click('#ask ~ form button');
      await tab.waitForSelector('#refused');
    },
  },
  {
    name: 'meeting',
    page: 'experts/meeting',
    isSignedIn: true,
    open: async (tab, { here, viewer }) => {
      const { body } = await meet(here, viewer, await expert(here), 72);
      await transferCredits(viewer, body.id, 1);
      await tab.goto(`/meetings/${body.id}`);
      await tab.waitForSelector('[data-held]:not(:empty)');
    },
  },
  {
    name: 'meeting-completed',
    page: 'experts/meeting',
    isSignedIn: true,
    open: async (tab, { here, viewer }) => {
      const other = await expert(here);
      const { body } = await meet(here, viewer, other, 96);
      const move = (by: Person, status: string) =>
        by.http.patch(`/api/v1/meetings/${body.id}/update_status`, { status });
      await move(other, 'confirmed');
      await move(viewer, 'completed');
      await other.http.post('/api/v1/reviews', {
        meeting_id: body.id,
        rating: 5,
        review_text: 'Well prepared.',
      });
      await tab.goto(`/meetings/${body.id}`);
    },
  },
  {
    name: 'meeting-credits',
    page: 'credits/meeting-credits',
    isSignedIn: true,
    open: async (tab, { here, viewer }) => {
      const { body } = await meet(here, viewer, await expert(here), 120);
      await tab.goto(`/meetings/${body.id}/credits?amount=1000`);
      await tab.click('main form button');
      await tab.waitForSelector('#refused');
    },
  },
  { name: 'credits', page: 'credits/credits', isSignedIn: true, open: (tab) => tab.goto('/account/credits') },
  {
    name: 'gathering',
    page: 'events/event',
    isSignedIn: true,
    open: (tab, scene) => gathering(tab, scene),
  },
  {
    name: 'gathering-votes',
    page: 'events/event',
    isSignedIn: true,
    open: async (tab, scene) => {
      const plan = await picnic(scene);
      const { host, guest } = plan;
      const tied = await ask(plan, 'Which way?');
      await tied.cast(host, 0);
      await tied.cast(guest, 1);
      await tied.end();
      const decided = await ask(plan, 'Which ways back?', true);
      await decided.cast(host, 0, 2);
      await decided.cast(guest, 2);
      await decided.end();
      await (await ask(plan, 'What shall we sing?', true)).cast(guest, 0, 1);
      await (await ask(plan, 'Who steers?')).cast(host, 1);
      await shows(tab, plan);
      for (const words of ['A tie: nothing is decided.', 'Decided: By bicycle'])
        await tab.waitForSelector(`text=${words}`);
    },
  },
  {
    name: 'gathering-guest',
    page: 'events/event',
    isSignedIn: true,
    open: async (tab, scene) => {
      const plan = await picnic(scene, false);
      const { body } = await plan.host.http.get(`/api/v1/tasks?event=${plan.event}`);
      const own = body.results.find(({ assignee }: any) => assignee?.id === plan.guest.id);
      await plan.guest.http.post(`/api/v1/tasks/${own.id}/complete`);
      await shows(tab, plan);
    },
  },
  {
    name: 'gathering-stranger',
    page: 'events/event',
    open: async (tab, scene) => shows(tab, await picnic(scene, false)),
  },
  {
    name: 'gathering-ended',
    page: 'events/event',
    isSignedIn: true,
    open: async (tab, scene) => {
      const { end } = await gathering(tab, scene);
      await end();
      await tab.waitForSelector('text=Nobody voted.');
    },
  },
  {
    name: 'gathering-refused',
    page: 'events/event',
    isSignedIn: true,
    open: async (tab, scene) => {
      await gathering(tab, scene);
      await tab.click('text=Ask everybody');
      await tab.click('text=Open the vote');
      await tab.waitForSelector('#refused');
    },
  },
];
