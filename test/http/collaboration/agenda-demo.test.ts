import { createDemoEvents } from '../../../src/collaboration/collaboration.demo.js';
import { createDemoAccounts } from '../../../src/identity/identity.demo.js';
import { brokenInvariants } from '../../support/invariants.js';
import { world, type World } from '../../support/world.js';

let here: World;
beforeAll(async () => {
  here = await world({ NODE_ENV: 'development' });
  await createDemoAccounts(here.app);
});
afterAll(() => here?.close());

describe('the demo event', () => {
  it('has an agenda, made once', async () => {
    await createDemoEvents(here.app);
    await createDemoEvents(here.app);
    const { body } = await here.http().get('/api/v1/sessions');
    expect(body.results.map(({ title }: any) => title)).toEqual([
      'Opening',
      'Generators',
      'Types that help',
      'Profiling clinic',
    ]);
    expect(body.results[0]).toMatchObject({ speaker: expect.any(Number), speaker_name: 'Olivia Organizer' });
    expect((await here.http().get(`/api/v1/events/${body.results[0].event}`)).body).toMatchObject({
      status: 'published',
      sessions: body.results,
    });
    expect(await brokenInvariants(here.db)).toEqual({});
  });
});
