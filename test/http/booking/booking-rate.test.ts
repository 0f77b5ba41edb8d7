import { makeSlot } from '../../support/calendar.js';
import { world, type World } from '../../support/world.js';

let here: World;
beforeAll(async () => void (here = await world({ RATE_LIMITS_ENABLED: 'true', RATE_LIMIT_BOOKING: '2/hour' })));
afterAll(() => here.close());

it('books no more often than the rate of bookings, refused ones counted, lists not', async () => {
  const [admin, ada] = [await here.admin(), await here.signUp()];
  const slot = await makeSlot(admin, here.clock.now());
  const statuses: number[] = [];
  for (let n = 0; n < 3; n++)
    statuses.push((await ada.http.post('/api/v1/bookings', { time_slot: slot.id })).status);
  expect(statuses).toEqual([201, 409, 429]);
  expect((await ada.http.get('/api/v1/bookings')).status).toBe(200);
  expect((await admin.http.post('/api/v1/bookings', { time_slot: slot.id })).status).toBe(409);
});
