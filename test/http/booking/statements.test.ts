import { book, makeSlot } from '../../support/calendar.js';
import { RequestStatements } from '../../support/request-statements.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let admin: Person;
let ada: Person;
const requests = new RequestStatements();

beforeAll(async () => {
  here = await world({ ROLE: 'all' });
  [admin, ada] = [await here.admin(), await here.signUp()];
});
afterAll(() => here.close());

/** Statements of booking and identity that a call sends. */
const statementsOf = (who: Person, method: string, path: string, body?: unknown) =>
  requests.countOf(who.http, method, path, body, /booking\.|identity\./);

const slot = async () => (await makeSlot(admin, here.clock.now())).id as number;

describe('statements', () => {
  it('of a booking: one; of a refused one: two', async () => {
    const id = await slot();
    expect(await statementsOf(ada, 'POST', '/api/v1/bookings', { time_slot: id })).toBe(1);
    expect(await statementsOf(admin, 'POST', '/api/v1/bookings', { time_slot: id })).toBe(2);
    const other = await slot();
    const headers = { 'idempotency-key': 'counted' };
    const { counts } = await requests.call(ada.http, 'POST', '/api/v1/bookings', { time_slot: other }, headers);
    expect(counts).toMatchObject({ 'use case': 1, transaction: 0, idempotency: 0 });
  });

  it('of the lists: as many for many rows as for one', async () => {
    const lists = ['/api/v1/bookings', '/api/v1/user/bookings?status=upcoming'];
    for (const path of lists) expect(await statementsOf(ada, 'GET', path)).toBe(1);
    expect(await statementsOf(admin, 'GET', '/api/v1/admin/bookings?category=1')).toBe(3);
    for (let n = 0; n < 5; n++) await book(n % 2 ? admin : ada, await slot());
    for (const path of lists) expect(await statementsOf(ada, 'GET', path)).toBe(1);
    expect(await statementsOf(admin, 'GET', '/api/v1/admin/bookings?category=1')).toBe(3);
  });

  it('of reading and cancelling one: few', async () => {
    const { id } = await book(ada, await slot());
    expect(await statementsOf(ada, 'GET', `/api/v1/bookings/${id}`)).toBe(1);
    expect(await statementsOf(admin, 'GET', `/api/v1/bookings/${id}`)).toBe(2);
    expect(await statementsOf(ada, 'DELETE', `/api/v1/bookings/${id}`)).toBeLessThanOrEqual(3);
  });
});
