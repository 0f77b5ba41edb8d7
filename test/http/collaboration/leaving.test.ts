import { BallotDeparturesListener } from '../../../src/collaboration/ballots/departures.listener.js';
import { eventually } from '../../support/eventually.js';
import { plantGathering } from '../../support/gatherings.js';
import { brokenInvariants } from '../../support/invariants.js';
import { makePublished } from '../../support/ticketed.js';
import { bookTickets } from '../../support/tickets.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let creator: Person;
let ada: Person;
let event: number;
beforeAll(async () => void (here = await world()));
beforeEach(async () => {
  [creator, ada] = [await here.signUp(), await here.signUp()];
  event = await plantGathering(here, creator, { participants: [ada] });
});
afterAll(() => here?.close());

const HOUR_MS = 3_600_000;
async function makeVote(more: object = {}): Promise<any> {
  const ends_at = new Date(here.clock.now().getTime() + HOUR_MS).toISOString();
  const options = ['Mon', 'Tue', 'Wed'].map((text) => ({ text }));
  const { body } = await creator.http.post('/api/v1/voting', {
    title: 'Day?',
    event,
    options,
    ends_at,
    ...more,
  });
  return body;
}
const ballot = (by: Person, vote: any, ...options: number[]) =>
  by.http.post(`/api/v1/voting/${vote.id}/vote`, { options: options.map((n) => vote.options[n].id) });
const results = async ({ id }: { id: number }) => {
  const { body } = await creator.http.get(`/api/v1/voting/${id}`);
  return [body.total_votes, ...body.options.map(({ vote_count }: any) => vote_count)];
};
const leave = (by: Person) => by.http.post(`/api/v1/events/${event}/leave`);

describe('who leaves an event', () => {
  it('has no task of it any more, in the leaving itself', async () => {
    const { body: task } = await creator.http.post('/api/v1/tasks', { title: 'Cake', event, assignee: ada.id });
    const kept = await creator.http.post('/api/v1/tasks', { title: 'Tea', event, assignee: creator.id });
    await here.db.transaction(async (tx) => {
      // Nobody delivers an event before this lock is given up.
      await tx.query('LOCK TABLE platform.handled IN ACCESS EXCLUSIVE MODE');
      expect((await leave(ada)).status).toBe(200);
      expect((await creator.http.get(`/api/v1/tasks/${task.id}`)).body.assignee).toBeNull();
    });
    expect((await creator.http.get(`/api/v1/tasks/${kept.body.id}`)).body.assignee.id).toBe(creator.id);
    const [told] = await here.db.query<{ payload: any }>(
      `SELECT payload FROM platform.outbox WHERE name = 'collaboration.task_unassigned'
         AND (payload->>'id')::bigint = $1`,
      [task.id],
    );
    expect(told!.payload).toMatchObject({ previousAssigneeId: ada.id, cause: 'left', assigneeId: null });
  });

  it('takes along the ballots of the votes that run, and votes anew after coming back', async () => {
    const [one, several] = [await makeVote(), await makeVote({ multiple_choice: true })];
    await ballot(ada, one, 1);
    await ballot(creator, one, 1);
    await ballot(ada, several, 0, 2);
    expect((await leave(ada)).status).toBe(200);
    expect([await results(one), await results(several)]).toEqual([
      [1, 0, 1, 0],
      [0, 0, 0, 0],
    ]);
    await ada.http.post(`/api/v1/events/${event}/join`);
    expect((await ballot(ada, one, 2)).status).toBe(200);
    expect(await results(one)).toEqual([2, 0, 1, 1]);
    expect(await brokenInvariants(here.db)).toEqual({});
  });

  it('leaves the ballots of votes that have ended as they were counted', async () => {
    const vote = await makeVote();
    await ballot(ada, vote, 0);
    expect((await creator.http.post(`/api/v1/voting/${vote.id}/end`)).status).toBe(200);
    await leave(ada);
    expect(await results(vote)).toEqual([1, 1, 0, 0]);
  });

  it('by cancelling a ticket is one who leaves, and so is who is erased', async () => {
    const organizer = await here.signUpAs('organizer');
    const ticketed = await makePublished(organizer, here.clock.now(), { price: '0.00' });
    const [ben, eve] = [await here.signUp(), await here.signUp()];
    const tickets = [await bookTickets(ben, ticketed.id), await bookTickets(eve, ticketed.id)];
    await ben.http.post(`/api/v1/bookings/${tickets[0].id}/confirm`);
    await eve.http.post(`/api/v1/bookings/${tickets[1].id}/confirm`);
    const ends_at = new Date(here.clock.now().getTime() + HOUR_MS).toISOString();
    const options = [{ text: 'Yes' }, { text: 'No' }];
    const asked = { title: 'Well?', event: ticketed.id, options, ends_at };
    const { body: vote } = await organizer.http.post('/api/v1/voting', asked);
    await ballot(ben, vote, 0);
    await ballot(eve, vote, 1);
    const counted = async () => (await organizer.http.get(`/api/v1/voting/${vote.id}`)).body.total_votes;
    expect(await counted()).toBe(2);
    expect((await ben.http.post(`/api/v1/bookings/${tickets[0].id}/cancel`)).status).toBe(200);
    expect(await counted()).toBe(1);
    await eve.http.call('DELETE', '/api/v1/users/me', { password: eve.password });
    await eventually(async () => expect(await counted()).toBe(0));
    expect(await brokenInvariants(here.db)).toEqual({});
  });

  it('is followed once for all events of who is erased', async () => {
    const organizer = await here.signUpAs('organizer');
    const eve = await here.signUp();
    const ends_at = new Date(here.clock.now().getTime() + HOUR_MS).toISOString();
    const options = [{ text: 'Yes' }, { text: 'No' }];
    const votes: any[] = [];
    const events: number[] = [];
    for (let n = 0; n < 3; n++) {
      const { id: event } = await makePublished(organizer, here.clock.now(), { price: '0.00' });
      const { id } = await bookTickets(eve, event);
      await eve.http.post(`/api/v1/bookings/${id}/confirm`);
      const { body: vote } = await organizer.http.post('/api/v1/voting', {
        ...{ title: 'Well?', event, options, ends_at },
      });
      await ballot(eve, vote, 0);
      votes.push(vote);
      events.push(event);
    }
    const followed = jest.spyOn(here.app.get(BallotDeparturesListener, { strict: false }), 'left');
    await eve.http.call('DELETE', '/api/v1/users/me', { password: eve.password });
    const counted = async (vote: { id: number }) =>
      (await organizer.http.get(`/api/v1/voting/${vote.id}`)).body.total_votes;
    await eventually(async () => expect(await Promise.all(votes.map(counted))).toEqual([0, 0, 0]));
    expect(followed.mock.calls.map(([, { refIds }]) => refIds.sort((a, b) => a - b))).toEqual([events]);
    followed.mockRestore();
    expect(await brokenInvariants(here.db)).toEqual({});
  });

  it('at once with a ballot of theirs leaves none behind', async () => {
    for (let round = 0; round < 10; round++) {
      const vote = await makeVote();
      const [cast, left] = await Promise.all([ballot(ada, vote, 0), leave(ada)]);
      expect([left.status, [200, 403].includes(cast.status)]).toEqual([200, true]);
      expect(await results(vote)).toEqual([0, 0, 0, 0]);
      await ada.http.post(`/api/v1/events/${event}/join`);
    }
    expect(await brokenInvariants(here.db)).toEqual({});
  });
});
