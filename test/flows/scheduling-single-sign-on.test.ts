import { Oidc, Saml, type Protocol } from '../security/sso-protocols.js';
import { Browser } from '../support/browser.js';
import { CLIENT, FakeOidcIssuer } from '../support/fake-oidc-issuer.js';
import { mailsTo } from '../support/mailbox.js';
import { SamlPeer } from '../support/saml-peer.js';
import { world, type World } from '../support/world.js';

const SITE = 'https://convoke.example';
let here: World;
let issuer: FakeOidcIssuer;
let ways: Record<'oidc' | 'saml', Protocol>;
beforeAll(async () => {
  issuer = await FakeOidcIssuer.open();
  const addresses = { acsUrl: `${SITE}/saml/acs`, entityId: SITE, logoutUrl: `${SITE}/saml/logout` };
  const peer = new SamlPeer(addresses, () => here.clock.millis());
  here = await world({
    ...{ PUBLIC_URL: SITE, FRONTEND_URL: SITE, REQUIRE_EMAIL_VERIFICATION: 'true' },
    ...{ OIDC_ISSUER: issuer.url, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret },
    ...{ SAML_ENTITY_ID: SITE, SAML_IDP_METADATA: peer.metadata() },
  });
  ways = { oidc: new Oidc(here, issuer), saml: new Saml(here, peer) };
});
afterAll(async () => {
  await here?.close();
  await issuer?.close();
});

const post = (path: string, body: object, http = here.http()) => http.post(`/api/v1/${path}/`, body);
const withToken = (token: string) => here.http().with({ authorization: `Token ${token}` });
const status = async (token: string) => (await withToken(token).get('/api/v1/users/me/')).status;

describe.each(['oidc', 'saml'] as const)('the scheduling platform’s single sign-on by %s', (name) => {
  it('finds the door, brings a newcomer in, knows them again, and lets them out', async () => {
    const way = ways[name];
    const { body: doors } = await here.http().get('/api/v1/oauth/status/');
    const door = name === 'oidc' ? 'oidc/authenticate' : 'saml/login';
    expect(doors[name]).toMatchObject({ configured: true, login_url: `${SITE}/${door}` });

    // The first visit makes an account, whose address the provider vouches for: no mail asks for it.
    const email = `${name}-worker@corp.example`;
    const worker = { subject: `${name}-worker`, email, isChecked: true };
    const browser = new Browser(here.url, here.url);
    const brought = await way.agree(browser, worker);
    const { code, error } = await way.arrive(browser, brought);
    expect([typeof code, error]).toEqual(['string', null]);
    expect((await browser.get('/api/v1/users/me/')).body).toMatchObject({ email, is_verified: true });
    const { body: entered } = await post('oauth/token', { code });
    expect(entered.user).toMatchObject({ email, is_verified: true, status: 'active' });
    expect((await post('oauth/token', { code })).body.code).toBe('INVALID_TOKEN');
    expect(await status(entered.access)).toBe(200);
    expect((await mailsTo(here, email)).map(({ subject }) => subject)).not.toContain(
      'Please confirm your e-mail address',
    );

    // What was brought back is used up, in this browser and in any other.
    for (const other of [browser, new Browser(here.url, here.url)])
      expect((await way.arrive(other, brought)).code).toBeNull();

    // From elsewhere it is the same account, and a session of its own, that says how it was made.
    const laptop = new Browser(here.url, here.url);
    const again = await way.arrive(laptop, await way.agree(laptop, worker));
    const { body: second } = await post('oauth/token', { code: again.code });
    expect(second.user.id).toBe(entered.user.id);
    const { results } = (await withToken(second.access).get('/api/v1/users/sessions/')).body;
    expect(results.map(({ method }: { method: string }) => method)).toEqual([name, name]);
    const { body: linked } = await withToken(second.access).get('/api/v1/oauth/accounts/');
    expect(linked.results.map((each: any) => [each.provider, each.uid, each.email])).toEqual([
      [name, worker.subject, email],
    ]);

    // There is no password to sign in by.
    const refused = await post('users/login', { username: email, password: 'Correct-horse-7' });
    expect([refused.status, refused.body.code]).toEqual([401, 'INVALID_CREDENTIALS']);

    // Tokens rotate; signing out ends what this browser had, and leaves the other.
    const { body: rotated } = await post('auth/refresh', { refresh: second.refresh });
    expect(await status(rotated.access)).toBe(200);
    expect((await laptop.post(`/${name}/logout`)).status).toBe(name === 'oidc' ? 200 : 302);
    expect((await laptop.get('/api/v1/users/me/')).status).toBe(401);
    expect(await status(rotated.access)).toBe(401);
    expect(await status(entered.access)).toBe(200);
  });
});
