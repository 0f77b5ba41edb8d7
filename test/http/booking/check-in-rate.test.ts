import { ticketOf } from '../../support/check-in.js';
import { offerTickets } from '../../support/tickets.js';
import { world, type World } from '../../support/world.js';

let here: World;
beforeAll(
  async () => void (here = await world({ RATE_LIMITS_ENABLED: 'true', RATE_LIMIT_CHECK_IN: '3/hour' })),
);
afterAll(() => here.close());

it('counts what a door checks in for itself alone, by hand and by code together', async () => {
  const [organizer, ada] = [await here.signUpAs('organizer'), await here.signUp()];
  const event = await offerTickets(here, { organizerId: organizer.id });
  const { id } = await ticketOf(ada, event);
  const remaining = async () =>
    Number((await organizer.http.get('/api/v1/bookings')).headers.get('x-ratelimit-remaining'));
  const before = await remaining();
  const paths = [`bookings/${id}/check-in`, `events/${event}/check-in`, `bookings/${id}/check-in`];
  for (const [index, path] of paths.entries()) {
    const { status, headers } = await organizer.http.post(`/api/v1/${path}`, { code: 'none' });
    expect(status).not.toBe(429);
    expect([headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')]).toEqual([
      '3',
      `${2 - index}`,
    ]);
  }
  const refused = await organizer.http.post(`/api/v1/bookings/${id}/check-in`);
  expect([refused.status, refused.body.details.limit]).toEqual([429, 3]);
  expect((await organizer.http.delete(`/api/v1/bookings/${id}/check-in`)).status).toBe(429);
  expect(await remaining()).toBe(before - 1);
  expect((await ada.http.post(`/api/v1/bookings/${id}/check-in`)).status).toBe(403);
});
