import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { Dispatcher } from '../../src/platform/events/dispatcher.js';
import { currentRequest } from '../../src/platform/http/request-context.js';
import { countByKind, watchStatements, type SentStatement } from '../support/statements.js';
import { world, type Person, type World } from '../support/world.js';

const DAY_MS = 86_400_000;
const APART_AT_MOST = 4;

describe('statements per use case', () => {
  const sent = new Map<string, SentStatement[]>();
  let here: World;
  let admin: Person;
  let person: Person;

  beforeAll(async () => {
    watchStatements(pg.Client, (statement) => {
      const request = currentRequest();
      if (request?.ip) sent.set(request.requestId, [...(sent.get(request.requestId) ?? []), statement]);
    });
    here = await world();
    // What follows a commit runs on behalf of the request that caused it, and is not the use case's own work.
    await here.app.get(Dispatcher).beforeApplicationShutdown();
    [admin, person] = [await here.admin(), await here.signUp()];
    // A session is read once, and then remembered for some seconds.
    await person.http.get('/api/v1/bookings');
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
    const id = randomUUID();
    const answer = await who.http.call(method, path, body, { headers: { 'x-request-id': id, ...headers } });
    expect(answer.status).toBeLessThan(300);
    const { transaction, session, idempotency, 'use case': own } = countByKind(sent.get(id) ?? []);
    return { own, apart: transaction + session + idempotency, answer };
  }

  it('reserving a slot takes one', async () => {
    const { own, apart } = await statementsOf(person, 'POST', '/api/v1/bookings', { time_slot: await freeSlot() });
    expect({ own, apart }).toEqual({ own: 1, apart: 0 });
  });

  it('reserving a slot under an Idempotency-Key takes one, and four around it', async () => {
    const slot = { time_slot: await freeSlot() };
    const key = { 'idempotency-key': randomUUID() };
    const { own, apart } = await statementsOf(person, 'POST', '/api/v1/bookings', slot, key);
    expect({ own, apart }).toEqual({ own: 1, apart: APART_AT_MOST });
  });

  it('a refused reservation takes two', async () => {
    const slot = { time_slot: await freeSlot() };
    await person.http.post('/api/v1/bookings', slot);
    const other = await here.signUp();
    const id = randomUUID();
    const refused = await other.http.post('/api/v1/bookings', slot, { headers: { 'x-request-id': id } });
    expect(refused.status).toBe(409);
    expect(countByKind(sent.get(id)!)['use case']).toBe(2);
  });

  it('cancelling takes three at most', async () => {
    const { body } = await person.http.post('/api/v1/bookings', { time_slot: await freeSlot() });
    const { own, apart } = await statementsOf(person, 'DELETE', `/api/v1/bookings/${body.id}`);
    expect(own).toBeLessThanOrEqual(3);
    expect(apart).toBeLessThanOrEqual(APART_AT_MOST);
  });

  it.each([
    ['/api/v1/timeslots', 'person'],
    ['/api/v1/timeslots?categories=Cat%201&available_only=true', 'person'],
    ['/api/v1/bookings', 'person'],
    ['/api/v1/user/bookings', 'person'],
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
});
