import { createDemoHosts } from '../../../src/scheduling/scheduling.demo.js';
import { EVENT_TYPES } from '../../support/event-types.js';
import { world, type World } from '../../support/world.js';

let w: World;
beforeAll(async () => void (w = await world()));
afterAll(() => w?.close());

describe('the demo hosts', () => {
  it('can be met and booked by strangers, and keep what they changed', async () => {
    const [olivia, adam] = [await w.signUp({ username: 'olivia' }), await w.signUp({ username: 'adam' })];
    const stranger = w.http();
    await createDemoHosts(w.app, ['olivia', 'adam', 'nobody']);
    const page = await stranger.get('/olivia');
    expect(page.body.event_types.map(({ slug }: { slug: string }) => slug)).toEqual(['intro', 'workshop']);
    const { body: intro } = await stranger.get('/olivia/intro');
    const [{ start_time }] = intro.slots;
    const booked = await stranger.post('/api/v1/events/bookings/create', {
      ...{ organizer_slug: 'olivia', event_type_slug: 'intro', start_time },
      ...{ invitee_name: 'Ada Lovelace', invitee_email: 'ada@example.com' },
    });
    expect([booked.status, booked.body.status, booked.body.start_time]).toEqual([201, 'confirmed', start_time]);
    const experts = await adam.http.get('/api/v1/experts');
    expect(experts.body.results.map(({ id }: { id: number }) => id)).toEqual([olivia.id, adam.id]);

    await olivia.http.delete(`${EVENT_TYPES}/${intro.event_type.id}`);
    await createDemoHosts(w.app, ['olivia', 'adam']);
    expect((await olivia.http.get(EVENT_TYPES)).body.count).toBe(1);
  });
});
