import pg from 'pg';
import { currentRequest } from '../../../src/platform/context/request-context.js';
import { book, makeSlot } from '../../support/calendar.js';
import { countByKind, watchStatements, type SentStatement } from '../../support/statements.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let admin: Person;
let ada: Person;
const sent: SentStatement[] = [];
// What runs beside a request has no caller's address.
watchStatements(pg.Client, (statement) => {
  if (currentRequest()?.ip) sent.push(statement);
});

beforeAll(async () => {
  here = await world({ ROLE: 'all' });
  [admin, ada] = [await here.admin(), await here.signUp()];
});
afterAll(() => here.close());

/** Statements of booking and identity that `work` sent. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  await here.drainEvents();
  const from = sent.length;
  await work();
  const mine = sent.slice(from).filter(({ text }) => /booking\.|identity\./.test(text));
  return countByKind(mine)['use case'];
}

const slot = async () => (await makeSlot(admin, here.clock.now())).id as number;

describe('statements', () => {
  it('of a booking: one; of a refused one: two', async () => {
    const id = await slot();
    expect(await statementsOf(() => ada.http.post('/api/v1/bookings', { time_slot: id }))).toBe(1);
    expect(await statementsOf(() => admin.http.post('/api/v1/bookings', { time_slot: id }))).toBe(2);
    const other = await slot();
    const headers = { 'idempotency-key': 'counted' };
    expect(await statementsOf(() => ada.http.post('/api/v1/bookings', { time_slot: other }, { headers }))).toBe(
      1,
    );
  });

  it('of the lists: as many for many rows as for one', async () => {
    const lists = ['/api/v1/bookings', '/api/v1/user/bookings?status=upcoming'];
    for (const path of lists) expect(await statementsOf(() => ada.http.get(path))).toBe(1);
    expect(await statementsOf(() => admin.http.get('/api/v1/admin/bookings?category=1'))).toBe(3);
    for (let n = 0; n < 5; n++) await book(n % 2 ? admin : ada, await slot());
    for (const path of lists) expect(await statementsOf(() => ada.http.get(path))).toBe(1);
    expect(await statementsOf(() => admin.http.get('/api/v1/admin/bookings?category=1'))).toBe(3);
  });

  it('of reading and cancelling one: few', async () => {
    const { id } = await book(ada, await slot());
    expect(await statementsOf(() => ada.http.get(`/api/v1/bookings/${id}`))).toBe(1);
    expect(await statementsOf(() => admin.http.get(`/api/v1/bookings/${id}`))).toBe(2);
    expect(await statementsOf(() => ada.http.delete(`/api/v1/bookings/${id}`))).toBeLessThanOrEqual(3);
  });
});
