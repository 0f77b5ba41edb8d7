import { Browser } from '../../support/browser.js';
import { keyAndCertificate } from '../../support/certificates.js';
import { SamlJourney } from '../../support/saml-journey.js';
import { SamlPeer } from '../../support/saml-peer.js';
import { world, type World } from '../../support/world.js';
import { samlAnswers } from '../../security/saml-answers.js';

// Answers that are none, one by one, are in test/security (S14).

const SITE = 'https://convoke.example';
const ENTITY = `${SITE}/saml/metadata`;
const OURS = keyAndCertificate('convoke.example');
let here: World;
const peer = new SamlPeer(
  { acsUrl: `${SITE}/saml/acs`, entityId: ENTITY, logoutUrl: `${SITE}/saml/logout` },
  () => here.clock.millis(),
);
const ENV = { PUBLIC_URL: SITE, SAML_ENTITY_ID: ENTITY, SAML_IDP_METADATA: peer.metadata() };
beforeAll(async () => {
  here = await world({ ...ENV, SAML_SP_KEY: OURS.key, SAML_SP_CERT: OURS.certificate });
});
beforeEach(() => here.clock.reset());
afterAll(() => here.close());

const journey = (at = here) => new SamlJourney(at, peer);
const { attacker, said, sealed, signedAlone } = samlAnswers(peer, OURS);

describe('an answer with', () => {
  it.each([
    ['59 s too late', { until: -59_000 }],
    ['59 s too early', { from: 59_000 }],
  ])('clocks that differ a little, %s, is taken', async (_, more) => {
    const there = journey();
    expect((await there.arrive(await said(more)(await there.leave()))).error).toBeNull();
  });

  it('an encrypted, signed assertion is taken, where there is a key', async () => {
    const there = journey();
    expect((await there.arrive(await sealed(signedAlone)(await there.leave()))).error).toBeNull();
  });

  it('both signed, assertion and response, is taken', async () => {
    const there = journey();
    const xml = peer.says({ ...attacker(), inResponseTo: await there.leave() });
    expect((await there.arrive(peer.sign(xml, { what: 'Response' }))).error).toBeNull();
  });
});

describe('an answer', () => {
  const answerTo = async (there: SamlJourney) =>
    peer.says({ ...attacker(), inResponseTo: await there.leave() });

  it('is taken once, of any number that come at once', async () => {
    const there = journey();
    const xml = await answerTo(there);
    const cookie = there.browser.cookieHeader;
    const SAMLResponse = Buffer.from(xml).toString('base64');
    const body = new URLSearchParams({ SAMLResponse }).toString();
    const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => here.http().post('/saml/acs', body, { headers })),
    );
    const ends = answers.map(({ headers: sent }) => new URL(sent.get('location')!).search.slice(0, 6));
    expect(ends.filter((end) => end === '?code=')).toHaveLength(1);
    expect((await there.arrive(xml)).error).toBe('INVALID_STATE');
  });

  it('is taken in the browser that asked, within ten minutes', async () => {
    const [one, other] = [journey(), journey()];
    const xml = await answerTo(one);
    await other.leave();
    expect((await other.arrive(xml)).error).toBe('INVALID_STATE');
    expect((await journey().arrive(xml)).error).toBe('INVALID_STATE');
    here.clock.advance(10 * 60_000);
    const late = peer.says({ ...attacker(), inResponseTo: await one.leave() });
    here.clock.advance(4 * 60_000);
    expect((await one.arrive(late)).error).toBeNull();
    const asked = await one.leave();
    here.clock.advance(10 * 60_000);
    expect((await one.arrive(peer.says({ ...attacker(), inResponseTo: asked }))).error).toBe('INVALID_STATE');
  });

  it('to a request that was made up, or to none, is refused', async () => {
    const there = journey();
    await there.leave();
    expect((await there.arrive(peer.says({ ...attacker(), inResponseTo: '_made_up' }))).error).toBe(
      'INVALID_STATE',
    );
    expect((await there.arrive(peer.says(attacker()))).error).toBe('INVALID_STATE');
  });

  it('with an ID that was taken before is refused, though another request is answered', async () => {
    const there = journey();
    const id = '_the_same';
    expect(
      (await there.arrive(peer.says({ ...attacker(), id, inResponseTo: await there.leave() }))).error,
    ).toBeNull();
    const again = peer.says({ ...attacker(), id, inResponseTo: await there.leave() });
    expect((await there.arrive(again)).error).toBe('INVALID_STATE');
  });

  it('that names what it says in no proper form is a bad request', async () => {
    const browser = new Browser(here.url, here.url);
    expect((await browser.post('/saml/acs', { SAMLResponse: ['a', 'b'] })).status).toBe(400);
  });
});

describe('what nobody asked for', () => {
  it('is taken once, where it is switched on; another site’s page gets no cookie by it', async () => {
    const open = await world({ ...ENV, SAML_ALLOW_IDP_INITIATED: 'true' });
    try {
      const xml = peer.says(attacker());
      const there = journey(open);
      expect((await there.arrive(xml)).error).toBeNull();
      expect((await there.browser.get('/api/v1/users/me')).status).toBe(200);
      expect((await there.arrive(xml)).error).toBe('INVALID_STATE');
      expect((await there.arrive(peer.says({ ...attacker(), inResponseTo: '_made_up' }))).error).toBe(
        'INVALID_STATE',
      );
      const lured = journey(open);
      await lured.arrive(peer.says(attacker()), 'https://evil.example');
      expect((await lured.browser.get('/api/v1/users/me')).status).toBe(401);
    } finally {
      await open.close();
    }
  });
});

describe('without HTTPS', () => {
  it('a sign-in needs no cookie, which would not come along, and linking does', async () => {
    const plain = 'http://convoke.test';
    const acsUrl = `${plain}/saml/acs`;
    const http = await world({ ...ENV, PUBLIC_URL: plain, SAML_SP_KEY: '' });
    const local = new SamlPeer(
      { acsUrl, entityId: ENTITY, logoutUrl: '' },
      () => http.clock.millis(),
      peer.pair,
    );
    try {
      const inResponseTo = await new SamlJourney(http, local).leave();
      const there = new SamlJourney(http, local);
      expect((await there.arrive(local.says({ ...attacker(), inResponseTo }))).error).toBeNull();

      const linking = await there.leave();
      const elsewhere = new SamlJourney(http, local);
      const answer = local.says({ ...attacker(), inResponseTo: linking });
      expect((await elsewhere.arrive(answer)).error).toBe('INVALID_STATE');
      expect((await there.arrive(answer)).error).toBeNull();
      expect((await there.browser.get('/api/v1/oauth/accounts')).body.count).toBe(2);
    } finally {
      await http.close();
    }
  });
});

describe('without a key', () => {
  it('an encrypted assertion is refused', async () => {
    const keyless = await world(ENV);
    try {
      const there = journey(keyless);
      expect((await there.arrive(await sealed(signedAlone)(await there.leave()))).error).toBe(
        'PROVIDER_FAILED',
      );
    } finally {
      await keyless.close();
    }
  });
});
