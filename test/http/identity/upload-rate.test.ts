import sharp from 'sharp';
import { makePublished } from '../../support/ticketed.js';
import { world, type World } from '../../support/world.js';

let here: World;
beforeAll(async () => void (here = await world({ RATE_LIMITS_ENABLED: 'true', RATE_LIMIT_UPLOAD: '2/hour' })));
afterAll(() => here.close());

it('takes no more pictures of somebody than their rate, of all kinds together', async () => {
  const [organizer, bob] = [await here.signUpAs('organizer'), await here.signUp()];
  const { id } = await makePublished(organizer, here.clock.now());
  const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#888' } })
    .png()
    .toBuffer();
  const form = (field: string) => {
    const data = new FormData();
    data.append(field, new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'a.png');
    return data;
  };
  const avatar = async (person = organizer) =>
    (await person.http.put('/api/v1/auth/profile', form('avatar'))).status;
  const cover = async () =>
    (await organizer.http.put(`/api/v1/events/${id}/cover`, form('cover_image'))).status;
  expect([await avatar(), await cover(), await avatar(), await cover()]).toEqual([200, 200, 429, 429]);
  expect((await organizer.http.put('/api/v1/auth/profile', { bio: 'changed' })).status).toBe(200);
  expect(await avatar(bob)).toBe(200);
});
