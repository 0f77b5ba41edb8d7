import { plantGathering } from '../../support/gatherings.js';
import type { Answer } from '../../support/http.js';
import { brokenInvariants } from '../../support/invariants.js';
import { plantSlots } from '../../support/slots.js';
import { plantReview } from '../../support/ticketed.js';
import { fullEvent, offerTickets } from '../../support/tickets.js';
import { world, type Person, type World } from '../../support/world.js';

const ROUNDS = 8;

let here: World;
let admin: Person;
let host: Person;
let ada: Person;
beforeAll(async () => {
  here = await world();
  [admin, host] = [await here.admin(), await here.signUpAs('organizer')];
});
beforeEach(async () => void (ada = await here.signUp()));
afterAll(() => here?.close());

type Call = () => Promise<Answer>;
/** Two writes of one person, made anew for each round. */
type Pair = (round: number) => Promise<[Call, Call]>;

const post = (path: string, body: object = {}) => ada.http.post(`/api/v1/${path}`, body);
const twice = (call: Call): [Call, Call] => [call, call];
const circle = () => plantGathering(here, host, { participants: [ada] });
async function voteIn(event: number): Promise<any> {
  const ends_at = new Date(here.clock.now().getTime() + 3_600_000).toISOString();
  const options = [{ text: 'Yes' }, { text: 'No' }];
  return (await post('voting', { title: 'Well?', event, options, ends_at })).body;
}
const slot = async () => (await plantSlots(here.db, 1))[0]!;

let review: number;
const PAIRS: Record<string, Pair> = {
  'marking helpful and unhelpful': async (round) => {
    if (round === 0) review = await plantReview(here, host);
    return [() => post(`reviews/${review}/mark_helpful`), () => post(`reviews/${review}/mark_unhelpful`)];
  },
  'marking anew helpful and unhelpful': async () => {
    const fresh = await plantReview(here, host);
    return [() => post(`reviews/${fresh}/mark_unhelpful`), () => post(`reviews/${fresh}/mark_helpful`)];
  },
  'joining twice': async () => {
    const event = await plantGathering(here, host);
    return twice(() => post(`events/${event}/join`));
  },
  'joining and leaving': async () => {
    const event = await plantGathering(here, host);
    return [() => post(`events/${event}/join`), () => post(`events/${event}/leave`)];
  },
  'leaving twice': async () => {
    const event = await circle();
    return twice(() => post(`events/${event}/leave`));
  },
  'two ballots': async () => {
    const vote = await voteIn(await circle());
    const cast = (n: number) => () => post(`voting/${vote.id}/vote`, { options: [vote.options[n].id] });
    return [cast(0), cast(1)];
  },
  'a ballot and leaving': async () => {
    const event = await circle();
    const vote = await voteIn(event);
    return [
      () => post(`voting/${vote.id}/vote`, { options: [vote.options[0].id] }),
      () => post(`events/${event}/leave`),
    ];
  },
  'ending and deleting a vote': async () => {
    const { id } = await voteIn(await circle());
    return [() => post(`voting/${id}/end`), () => ada.http.delete(`/api/v1/voting/${id}`)];
  },
  'completing a task and giving it away': async () => {
    const event = await circle();
    const { body: task } = await post('tasks', { title: 'Cake', event, assignee: ada.id });
    return [
      () => post(`tasks/${task.id}/complete`),
      () => post(`tasks/${task.id}/assign`, { assignee: host.id }),
    ];
  },
  'deleting a task twice': async () => {
    const { body: task } = await post('tasks', { title: 'Cake', event: await circle() });
    return twice(() => ada.http.delete(`/api/v1/tasks/${task.id}`));
  },
  'two reviews': async () => {
    const event = await plantGathering(here, host, {
      kind: 'ticketed',
      startsAt: new Date(here.clock.now().getTime() - 3_600_000),
    });
    return twice(() => post('reviews', { event, rating: 4 }));
  },
  'booking a slot twice': async () => {
    const time_slot = await slot();
    return twice(() => post('bookings', { time_slot }));
  },
  'booking tickets twice': async () => {
    const event = await offerTickets(here);
    return twice(() => post('bookings', { event, number_of_tickets: 1 }));
  },
  'cancelling twice': async () => {
    const { body } = await post('bookings', { time_slot: await slot() });
    return twice(() => post(`bookings/${body.id}/cancel`));
  },
  'confirming and cancelling': async () => {
    const { body } = await post('bookings', { event: await offerTickets(here), number_of_tickets: 1 });
    return [() => post(`bookings/${body.id}/confirm`), () => post(`bookings/${body.id}/cancel`)];
  },
  'waiting twice': async () => {
    const event = await fullEvent(here);
    return twice(() => post('waitlist', { event }));
  },
  'choosing what is told': async () => {
    const choose = (email: boolean) => () =>
      ada.http.put('/api/v1/notifications/preferences', { preferences: { event_reminder: { email } } });
    return [choose(true), choose(false)];
  },
  'two profiles': async (round) => {
    const write = (bio: string) => () => ada.http.patch('/api/v1/users/me', { bio });
    return [write(`${round} a`), write(`${round} b`)];
  },
  'one username twice': async (round) => {
    const username = `twin${round}x${ada.id}`;
    return twice(() => ada.http.patch('/api/v1/users/me', { username }));
  },
  'inviting somebody twice': async () => {
    const guest = await here.signUp();
    const event = (await post('events', { title: 'Picnic', date: inDays(3) })).body.id;
    return twice(() => post(`events/${event}/invite`, { users: [guest.id] }));
  },
  'changing and deleting an event': async () => {
    const event = (await post('events', { title: 'Picnic', date: inDays(3) })).body.id;
    return [
      () => ada.http.patch(`/api/v1/events/${event}`, { title: 'Feast' }),
      () => ada.http.delete(`/api/v1/events/${event}`),
    ];
  },
  'one category twice': async (round) =>
    twice(() => admin.http.post('/api/v1/admin/categories', { name: `Twin ${round}` })),
  'deleting a category twice': async (round) => {
    const { body } = await admin.http.post('/api/v1/admin/categories', { name: `Gone ${round}` });
    return twice(() => admin.http.delete(`/api/v1/admin/categories/${body.id}`));
  },
  'suspending and restoring': async () => {
    const someone = await here.signUp();
    const order = (status: string) => () => admin.http.patch(`/api/v1/admin/users/${someone.id}`, { status });
    return [order('suspended'), order('active')];
  },
  'reading all notices and one': async () => {
    return [() => post('notifications/mark_all_as_read'), () => post('notifications/mark_all_as_read')];
  },
};

const inDays = (days: number) => new Date(here.clock.now().getTime() + days * 86_400_000).toISOString();

describe('two writes of one person at once', () => {
  it.each(Object.entries(PAIRS))('%s: neither fails, and what they wrote fits', async (_, pair) => {
    const statuses: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const [one, other] = await pair(round);
      const answers = await Promise.all([one(), other()]);
      statuses.push(...answers.map(({ status }) => status));
    }
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    expect(statuses.some((status) => status < 300)).toBe(true);
    expect(await brokenInvariants(here.db)).toEqual({});
  });
});
