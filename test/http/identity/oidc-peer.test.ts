import { join } from 'node:path';
import { Browser } from '../../support/browser.js';
import { CLIENT } from '../../support/fake-oidc-issuer.js';
import { startProgram, type Program } from '../../support/program.js';
import { world, type World } from '../../support/world.js';

const PUBLIC_URL = 'https://api.example';
const FRONTEND_URL = 'https://front.example';
const CALLBACK = `${PUBLIC_URL}/oidc/callback`;
const PERSON = {
  ...{ sub: 'ada-1', email: 'ada@example.com', email_verified: true },
  ...{ given_name: 'Ada', family_name: 'Lovelace', preferred_username: 'ada' },
};
let peer: Program;
let here: World;
beforeAll(async () => {
  const settings = { redirectUri: CALLBACK, afterLogout: FRONTEND_URL, person: PERSON };
  peer = await startProgram(join(process.cwd(), 'test/support/oidc-peer.ts'), [JSON.stringify(settings)]);
  const issuer = peer.lines.find((line) => line.startsWith('at '))!.slice(3);
  const client = { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret };
  here = await world({ ...client, PUBLIC_URL, FRONTEND_URL });
});
afterAll(async () => {
  await here?.close();
  await peer?.kill('SIGKILL');
});

/** As a browser that follows redirections until it is sent back to `home`. */
async function authorize(authorizationUrl: string, home: string): Promise<URL> {
  const cookies = new Map<string, string>();
  for (let url = authorizationUrl; ;) {
    if (url.startsWith(home)) return new URL(url);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
      cookies.set(name!, value!);
    }
    const location = response.headers.get('location');
    if (!location) throw new Error(`The provider answered ${response.status}: ${await response.text()}`);
    url = new URL(location, url).href;
  }
}

async function visit() {
  const browser = new Browser(here.url, here.url);
  const { headers } = await browser.get('/oidc/authenticate');
  const back = await authorize(headers.get('location')!, CALLBACK);
  const landed = await browser.get(`/oidc/callback${back.search}`);
  const { searchParams } = new URL(landed.headers.get('location')!);
  expect(searchParams.get('error')).toBeNull();
  const { body } = await here.http().post('/api/v1/oauth/token', { code: searchParams.get('code') });
  return { browser, user: body.user };
}

it('signs in, twice to one account, and out by a real provider', async () => {
  const [first, second] = [await visit(), await visit()];
  expect(first.user).toMatchObject({
    ...{
      email: 'ada@example.com',
      is_verified: true,
      username: 'ada',
      first_name: 'Ada',
      last_name: 'Lovelace',
    },
  });
  expect(second.user.id).toBe(first.user.id);
  const { body } = await first.browser.post('/oidc/logout');
  const page = await fetch(body.end_session_url, { redirect: 'manual' });
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('/session/end/confirm');
  expect((await first.browser.get('/api/v1/users/me')).status).toBe(401);
  expect((await second.browser.get('/api/v1/users/me')).body.id).toBe(first.user.id);
});
