import { randomUUID } from 'node:crypto';
import { Dispatcher } from '../../src/platform/events/dispatcher.js';
import { eventually } from '../support/eventually.js';
import { plantGathering } from '../support/gatherings.js';
import { makeGathering } from '../support/events.js';
import { RequestStatements } from '../support/request-statements.js';
import { offerTickets } from '../support/tickets.js';
import { world, type Person, type World } from '../support/world.js';

const DAY_MS = 86_400_000;
const APART_AT_MOST = 4;

describe('statements per use case', () => {
  const requests = new RequestStatements();
  let here: World;
  let admin: Person;
  let person: Person;

  beforeAll(async () => {
    here = await world();
    // What follows a commit runs on behalf of the request that caused it, and is not the use case's own work.
    await here.app.get(Dispatcher).beforeApplicationShutdown();
    [admin, person] = [await here.admin(), await here.signUp()];
    // A session is read once, and then remembered while the clock stands, unless accounts have just changed.
    await eventually(async () => {
      const { apart } = await statementsOf(person, 'GET', '/api/v1/bookings');
      if (apart > 0) throw new Error('The session was read.');
    });
  });
  afterAll(() => here.close());

  let slots = 0;
  async function freeSlot(): Promise<number> {
    const start = here.clock.now().getTime() + 2 * DAY_MS + slots++ * 3_600_000;
    const [start_time, end_time] = [new Date(start), new Date(start + 1_800_000)].map((at) => at.toISOString());
    const made = await admin.http.post('/api/v1/admin/timeslots', { start_time, end_time, category: 'Cat 1' });
    expect(made.status).toBe(201);
    return made.body.id;
  }

  /** Makes the call and counts what was sent to PostgreSQL for it. */
  async function statementsOf(who: Person, method: string, path: string, body?: unknown, headers = {}) {
    const { answer, counts } = await requests.call(who.http, method, path, body, headers);
    expect(answer.status).toBeLessThan(300);
    const { transaction, session, idempotency, 'use case': own } = counts;
    return { own, apart: transaction + session + idempotency, answer };
  }

  it('reserving a slot takes one', async () => {
    const { own, apart } = await statementsOf(person, 'POST', '/api/v1/bookings', {
      time_slot: await freeSlot(),
    });
    expect({ own, apart }).toEqual({ own: 1, apart: 0 });
  });

  it('reserving a slot under an Idempotency-Key takes that one alone', async () => {
    const slot = { time_slot: await freeSlot() };
    const key = { 'idempotency-key': randomUUID() };
    const { own, apart } = await statementsOf(person, 'POST', '/api/v1/bookings', slot, key);
    expect({ own, apart }).toEqual({ own: 1, apart: 0 });
  });

  it('a refused reservation takes two', async () => {
    const slot = { time_slot: await freeSlot() };
    await person.http.post('/api/v1/bookings', slot);
    const other = await here.signUp();
    const { answer, counts } = await requests.call(other.http, 'POST', '/api/v1/bookings', slot);
    expect([answer.status, counts['use case']]).toEqual([409, 2]);
  });

  it('cancelling takes three at most', async () => {
    const { body } = await person.http.post('/api/v1/bookings', { time_slot: await freeSlot() });
    const { own, apart } = await statementsOf(person, 'DELETE', `/api/v1/bookings/${body.id}`);
    expect(own).toBeLessThanOrEqual(3);
    expect(apart).toBeLessThanOrEqual(APART_AT_MOST);
  });

  it('tickets take one, confirming them two, giving them back five', async () => {
    const event = await offerTickets(here, { capacity: 5 });
    const held = await statementsOf(person, 'POST', '/api/v1/bookings', { event, number_of_tickets: 3 });
    expect({ own: held.own, apart: held.apart }).toEqual({ own: 1, apart: 0 });
    const path = `/api/v1/bookings/${held.answer.body.id}`;
    expect((await statementsOf(person, 'POST', `${path}/confirm`)).own).toBeLessThanOrEqual(2);
    expect((await statementsOf(person, 'POST', `${path}/cancel`)).own).toBeLessThanOrEqual(5);
  });

  it('waiting takes four, and giving a seat on to who waits four more than giving it back', async () => {
    const event = await offerTickets(here, { capacity: 1 });
    const { body } = await admin.http.post('/api/v1/bookings', { event });
    expect((await statementsOf(person, 'POST', '/api/v1/waitlist', { event })).own).toBeLessThanOrEqual(4);
    const { own } = await statementsOf(admin, 'POST', `/api/v1/bookings/${body.id}/cancel`);
    expect(own).toBeLessThanOrEqual(9);
  });

  it('joining a gathering takes two, leaving it two more, for its tasks and ballots', async () => {
    const { id } = await makeGathering(admin, here.clock.now());
    const join = await statementsOf(person, 'POST', `/api/v1/events/${id}/join`);
    expect({ own: join.own, apart: join.apart }).toEqual({ own: 2, apart: 0 });
    const leave = await statementsOf(person, 'POST', `/api/v1/events/${id}/leave`);
    expect({ own: leave.own, apart: leave.apart }).toEqual({ own: 4, apart: 2 });
  });

  it('an event with all that belongs to it takes five, however many take part', async () => {
    const { id } = await makeGathering(admin, here.clock.now());
    const count = async () => (await statementsOf(person, 'GET', `/api/v1/events/${id}`)).own;
    expect(await count()).toBe(5);
    for (let n = 0; n < 3; n++) await (await here.signUp()).http.post(`/api/v1/events/${id}/join`);
    expect(await count()).toBe(5);
  });

  it('a list of events takes two, a search one more for the planner, however many there are', async () => {
    const count = async () => [
      (await statementsOf(person, 'GET', '/api/v1/events?status=upcoming')).own,
      (await statementsOf(person, 'GET', '/api/v1/events?search=board&status=upcoming')).own,
    ];
    const few = await count();
    for (let n = 0; n < 3; n++) await makeGathering(admin, here.clock.now());
    expect([few, await count()]).toEqual([
      [2, 3],
      [2, 3],
    ]);
  });

  it.each([
    ['/api/v1/timeslots', 'person'],
    ['/api/v1/timeslots?categories=Cat%201&available_only=true', 'person'],
    ['/api/v1/bookings', 'person'],
    ['/api/v1/user/bookings', 'person'],
    ['/api/v1/waitlist', 'person'],
    ['/api/v1/user/bookings?status=upcoming', 'person'],
    ['/api/v1/admin/timeslots', 'admin'],
    ['/api/v1/admin/bookings', 'admin'],
  ])('reading %s takes three at most, however many rows', async (path, who) => {
    const caller = who === 'admin' ? admin : person;
    const count = async () => (await statementsOf(caller, 'GET', path)).own;
    const few = await count();
    for (let n = 0; n < 3; n++) await person.http.post('/api/v1/bookings', { time_slot: await freeSlot() });
    expect(few).toBeLessThanOrEqual(3);
    expect(await count()).toBe(few);
  });

  async function openVote(event: number): Promise<any> {
    const ends_at = new Date(here.clock.now().getTime() + DAY_MS).toISOString();
    const body = { title: 'Well?', event, options: [{ text: 'Yes' }, { text: 'No' }], ends_at };
    return (await person.http.post('/api/v1/voting', body)).body;
  }

  it('casting a ballot takes one', async () => {
    const vote = await openVote(await plantGathering(here, person));
    const ballot = { options: [vote.options[0].id] };
    const { own, apart } = await statementsOf(person, 'POST', `/api/v1/voting/${vote.id}/vote`, ballot);
    expect({ own, apart }).toEqual({ own: 1, apart: 0 });
  });

  it('casting a ballot under an Idempotency-Key takes one, and four around it', async () => {
    const vote = await openVote(await plantGathering(here, person));
    const [ballot, key] = [{ options: [vote.options[0].id] }, { 'idempotency-key': randomUUID() }];
    const { own, apart } = await statementsOf(person, 'POST', `/api/v1/voting/${vote.id}/vote`, ballot, key);
    expect({ own, apart }).toEqual({ own: 1, apart: APART_AT_MOST });
  });

  it.each(['tasks', 'voting'])('reading %s takes three at most, however many rows', async (list) => {
    const event = await plantGathering(here, person);
    const make = () =>
      list === 'voting'
        ? openVote(event)
        : person.http.post('/api/v1/tasks', { title: 'Cake', event, assignee: person.id });
    const count = async (path: string) => (await statementsOf(person, 'GET', `/api/v1/${path}`)).own;
    await make();
    const few = await count(`${list}?event=${event}`);
    for (let n = 0; n < 3; n++) await make();
    expect(few).toBeLessThanOrEqual(3);
    expect(await count(`${list}?event=${event}`)).toBe(few);
    expect(await count(list)).toBe(few);
    const { body } = await person.http.get(`/api/v1/${list}`);
    const one = `${list}/${body.results[0].id}`;
    expect(await count(one)).toBeLessThanOrEqual(3);
    if (list === 'voting') expect(await count(`${one}/results`)).toBe(1);
  });
});
