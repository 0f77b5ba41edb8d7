import { X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Browser } from '../../support/browser.js';
import { keyAndCertificate } from '../../support/certificates.js';
import { mailsTo } from '../../support/mailbox.js';
import { eventually } from '../../support/eventually.js';
import { SamlJourney } from '../../support/saml-journey.js';
import { SamlPeer } from '../../support/saml-peer.js';
import { signedInBrowser, verified } from '../../support/proven-people.js';
import { world, type World } from '../../support/world.js';

const SITE = 'https://convoke.example';
const ENTITY = `${SITE}/saml/metadata`;
const OURS = keyAndCertificate('convoke.example');
let here: World;
const peer = new SamlPeer(
  { acsUrl: `${SITE}/saml/acs`, entityId: ENTITY, logoutUrl: `${SITE}/saml/logout` },
  () => here.clock.millis(),
);
const ENV = {
  PUBLIC_URL: SITE,
  FRONTEND_URL: 'https://front.example/app',
  SAML_ENTITY_ID: ENTITY,
  SAML_IDP_METADATA: peer.metadata(),
};
beforeAll(async () => {
  here = await world({ ...ENV, SAML_SP_KEY: OURS.key, SAML_SP_CERT: OURS.certificate });
});
beforeEach(() => here.clock.reset());
afterAll(() => here.close());

let count = 0;
const somebody = (email = `worker${++count}@corp.example`) => ({
  nameId: `worker-${++count}`,
  attributes: { email, first_name: 'Wor', sn: 'Ker' },
});
const journey = (browser?: Browser) => new SamlJourney(here, peer, browser);
const exchange = (code: string | null) => here.http().post('/api/v1/oauth/token', { code });
const exchanged = async (code: string | null) => (await exchange(code)).body.user;

describe('the service provider', () => {
  it('describes itself', async () => {
    const { status, body, headers } = await here.http().get('/saml/metadata/');
    expect([status, headers.get('content-type')]).toEqual([200, 'application/samlmetadata+xml']);
    expect(body).toContain(`entityID="${ENTITY}"`);
    expect(body).toContain('WantAssertionsSigned="true"');
    expect(body).toContain('AuthnRequestsSigned="true"');
    expect(body).toMatch(
      /<AssertionConsumerService [^>]*bindings:HTTP-POST" Location="https:\/\/convoke\.example\/saml\/acs"/,
    );
    expect(body).toMatch(
      /<SingleLogoutService [^>]*HTTP-Redirect" Location="https:\/\/convoke\.example\/saml\/logout"/,
    );
    const [, certificate] = /<ds:X509Certificate>([^<]+)</.exec(body)!;
    expect(new X509Certificate(Buffer.from(certificate!, 'base64')).fingerprint).toBe(
      new X509Certificate(OURS.certificate).fingerprint,
    );
    expect((await here.http().get('/saml/metadata')).body).toBe(body);
  });

  it('is shown with its door', async () => {
    const { body } = await here.http().get('/api/v1/oauth/status');
    expect(body.saml).toEqual({ configured: true, login_url: `${SITE}/saml/login` });
  });

  it('signs what it asks, and keeps in the browser that it asked', async () => {
    const { status, headers } = await here.http().get('/saml/login');
    const url = new URL(headers.get('location')!);
    expect([status, headers.get('cache-control')]).toEqual([302, 'no-store']);
    expect([...url.searchParams.keys()]).toEqual(['SAMLRequest', 'RelayState', 'SigAlg', 'Signature']);
    const [cookie] = headers.getSetCookie();
    expect(cookie).toMatch(
      /^saml_request=[\w-]+; Max-Age=600; Path=\/saml; .*HttpOnly; Secure; SameSite=None$/,
    );
  });

  it('is not there where it is not configured', async () => {
    const without = await world();
    try {
      const http = without.http();
      for (const answer of [
        await http.get('/saml/metadata'),
        await http.get('/saml/login'),
        await http.post('/saml/acs', { SAMLResponse: 'eA==' }),
        await http.get('/saml/logout'),
        await http.post('/saml/logout', {}),
      ])
        expect([answer.status, answer.body.code]).toEqual([404, 'PROVIDER_NOT_CONFIGURED']);
      expect((await http.get('/api/v1/oauth/status')).body.saml).toEqual({
        configured: false,
        login_url: null,
      });
    } finally {
      await without.close();
    }
  });
});

describe('signing in', () => {
  it('makes an account, sets the cookie, and gives the front end a code that works once', async () => {
    const worker = somebody();
    const there = journey();
    const { answer, code } = await there.make(worker);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([302, 'no-store']);
    expect(answer.headers.get('location')).toMatch(
      /^https:\/\/front\.example\/app\/auth\/callback\?code=[\w-]{43}$/,
    );
    const user = await exchanged(code);
    expect(user).toMatchObject({
      ...{ email: worker.attributes.email, first_name: 'Wor', last_name: 'Ker' },
      ...{ is_verified: true, status: 'active' },
    });
    expect((await exchange(code)).body.code).toBe('INVALID_TOKEN');
    expect((await there.browser.get('/api/v1/users/me')).body.id).toBe(user.id);
  });

  it('knows people by their NameID, and takes names once', async () => {
    const worker = somebody();
    const first = await exchanged((await journey().make(worker)).code);
    const attributes = { mail: `moved${count}@corp.example`, givenName: 'Other' };
    const { code } = await journey().make({ ...worker, attributes });
    const { body } = await exchange(code);
    expect(body.user).toMatchObject({ id: first.id, email: worker.attributes.email, first_name: 'Wor' });
    const { results } = (await here.http(body.access).get('/api/v1/oauth/accounts')).body;
    expect(results).toEqual([
      {
        ...{ id: expect.any(Number), provider: 'saml', uid: worker.nameId },
        ...{ email: attributes.mail, connected_at: expect.any(String), last_login: expect.any(String) },
      },
    ]);
  });

  it.each([
    ['email', { email: 'One@corp.example', mail: 'other@corp.example' }, 'x', 'one@corp.example'],
    ['mail', { mail: 'two@corp.example' }, 'y@corp.example', 'two@corp.example'],
    ['an OID', { 'urn:oid:0.9.2342.19200300.100.1.3': 'three@corp.example' }, 'z', 'three@corp.example'],
    ['a NameID that is an address', {}, 'four@corp.example', 'four@corp.example'],
  ])('takes the address from %s', async (_, attributes, nameId, email) => {
    const { code } = await journey().make({ nameId, attributes } as never);
    expect((await exchanged(code)).email).toBe(email);
  });

  it('opens no account without an address', async () => {
    expect((await journey().make({ nameId: 'nobody' })).error).toBe('PROVIDER_EMAIL_NOT_VERIFIED');
  });

  it('joins an account of that address, but never an administrator’s', async () => {
    const ada = await verified(here);
    expect(await exchanged((await journey().make(somebody(ada.email))).code)).toMatchObject({ id: ada.id });
    const admin = await here.admin();
    expect((await journey().make(somebody(admin.email))).error).toBe('ACCOUNT_EXISTS');
  });

  it('links whoever is signed in, lately, in this browser', async () => {
    const ada = await verified(here);
    const worker = somebody();
    const browser = await signedInBrowser(here, ada);
    const linked = await journey(browser).make(worker);
    expect((await exchanged(linked.code)).id).toBe(ada.id);
    expect((await exchanged((await journey().make(worker)).code)).id).toBe(ada.id);
    await eventually(async () => {
      const subjects = (await mailsTo(here, ada.email)).map(({ subject }) => subject);
      expect(subjects).toContain('Your account can be used with single sign-on now');
    });

    const late = await signedInBrowser(here, ada);
    here.clock.advance(11 * 60_000);
    expect((await journey(late).make(somebody())).error).toBe('REAUTHENTICATION_REQUIRED');
    expect((await journey(late).make(somebody(), '?process=login')).error).toBeNull();
  });

  it('links nothing to a session that ended on the way', async () => {
    const browser = await signedInBrowser(here, await verified(here));
    const there = journey(browser);
    const inResponseTo = await there.leave();
    await browser.post('/api/v1/auth/logout');
    expect((await there.arrive(peer.says({ ...somebody(), inResponseTo }))).error).toBe('SESSION_ENDED');
  });

  it('works while one certificate takes over from another, and when the file changes', async () => {
    const file = join(here.dataDir, 'idp.xml');
    const next = keyAndCertificate('next.idp.example');
    await writeFile(file, peer.metadata());
    const other = await world({ ...ENV, SAML_IDP_METADATA: file });
    const arrive = async (pair?: typeof next) =>
      (await new SamlJourney(other, peer).make(somebody(), '', { pair })).error;
    try {
      expect([await arrive(), await arrive(next)]).toEqual([null, 'PROVIDER_FAILED']);
      await writeFile(file, peer.metadata([peer.pair.certificate, next.certificate]));
      expect([await arrive(), await arrive(next)]).toEqual([null, null]);
      await writeFile(file, '<broken');
      expect(await arrive(next)).toBeNull();
      await writeFile(file, peer.metadata([next.certificate]));
      expect([await arrive(), await arrive(next)]).toEqual(['PROVIDER_FAILED', null]);
    } finally {
      await other.close();
    }
  });
});

describe('SSO_DOMAINS', () => {
  it('lets nobody else in, known or unknown', async () => {
    const strict = await world({ ...ENV, SSO_DOMAINS: 'Corp.example, müller.example' });
    try {
      const make = async (email: string) => (await new SamlJourney(strict, peer).make(somebody(email))).error;
      expect(await make('a@corp.example')).toBeNull();
      expect(await make('b@MÜLLER.example')).toBeNull();
      for (const email of ['c@sub.corp.example', 'd@notcorp.example', 'e@corp.example.org'])
        expect(await make(email)).toBe('SSO_DOMAIN_REFUSED');
      const worker = somebody();
      const there = new SamlJourney(strict, peer);
      expect((await there.make(worker)).error).toBeNull();
      const moved = { ...worker, attributes: { email: 'f@elsewhere.example' } };
      expect((await new SamlJourney(strict, peer).make(moved)).error).toBe('SSO_DOMAIN_REFUSED');
      expect((await new SamlJourney(strict, peer).make({ nameId: worker.nameId })).error).toBe(
        'SSO_DOMAIN_REFUSED',
      );
    } finally {
      await strict.close();
    }
  });
});

describe('signing out', () => {
  const alive = async (browser: Browser) => (await browser.get('/api/v1/users/me')).status === 200;
  const arrived = async (worker: ReturnType<typeof somebody>, sessionIndex: string) => {
    const there = journey();
    await there.make({ ...worker, sessionIndex } as never);
    return there.browser;
  };

  it.each(['GET', 'POST'] as const)('by %s ends the session and tells the provider, signed', async (method) => {
    const worker = somebody();
    const browser = await arrived(worker, 'over-there');
    const { status, headers } = await (method === 'GET'
      ? browser.get('/saml/logout')
      : browser.post('/saml/logout'));
    const url = new URL(headers.get('location')!);
    expect([status, url.origin + url.pathname]).toEqual([302, 'https://idp.example/slo']);
    expect([...url.searchParams.keys()]).toEqual(['tenant', 'SAMLRequest', 'SigAlg', 'Signature']);
    expect(await alive(browser)).toBe(false);
    const back = await browser.get('/saml/logout?SAMLResponse=x&RelayState=y');
    expect(back.headers.get('location')).toBe('https://front.example/app');
  });

  it('leads to the front end who came otherwise, or is nobody', async () => {
    const browser = await signedInBrowser(here, await verified(here));
    expect((await browser.get('/saml/logout')).headers.get('location')).toBe('https://front.example/app');
    expect(await alive(browser)).toBe(false);
    expect((await here.http().post('/saml/logout', {})).headers.get('location')).toBe(
      'https://front.example/app',
    );
  });

  it('is not begun by another site’s form', async () => {
    const browser = await arrived(somebody(), 's');
    browser.forgetCsrfToken();
    expect((await browser.post('/saml/logout')).status).toBe(403);
    expect(await alive(browser)).toBe(true);
  });

  it('happens when the provider says so, for the session that it names or for all', async () => {
    const worker = somebody();
    const [one, other, third] = [
      await arrived(worker, '1'),
      await arrived(worker, '2'),
      await arrived(worker, '3'),
    ];
    const stranger = await arrived(somebody(), '1');
    const wish = peer.signOut(worker.nameId, { sessionIndex: '1' });
    const { status, headers } = await here.http().get(`/saml/logout?${wish}`);
    const url = new URL(headers.get('location')!);
    expect([status, url.origin + url.pathname]).toEqual([302, 'https://idp.example/slo']);
    expect(url.searchParams.get('RelayState')).toBe('over there');
    expect(url.searchParams.has('SAMLResponse') && url.searchParams.has('Signature')).toBe(true);
    expect([await alive(one), await alive(other), await alive(stranger)]).toEqual([false, true, true]);
    await here.http().get(`/saml/logout?${peer.signOut(worker.nameId)}`);
    expect([await alive(other), await alive(third), await alive(stranger)]).toEqual([false, false, true]);
  });

  it('is not brought about by a wish that is not the provider’s, or is old', async () => {
    const worker = somebody();
    const browser = await arrived(worker, '1');
    const good = peer.signOut(worker.nameId);
    const { SAMLRequest: foreign } = Object.fromEntries(new URLSearchParams(peer.signOut('somebody else')));
    for (const wish of [
      good.replace(/&SigAlg=.*$/, ''),
      good.replace(/&Signature=.*$/, ''),
      good.replace(/(?<=Signature=)[^&]{4}/, 'AAAA'),
      `${peer.signOut('somebody else')}&SAMLRequest=${good.split('&')[0]!.slice('SAMLRequest='.length)}`,
      `${good}&xSAMLRequest=${encodeURIComponent(foreign!)}`,
      good.replace('over+there', 'elsewhere'),
      peer.signOut(worker.nameId, { at: -6 * 60_000 }),
      peer.signOut(worker.nameId, { algorithm: 'rsa-sha1' }),
      'SAMLRequest=x&SigAlg=y&Signature=z',
    ]) {
      const { status, headers } = await here.http().get(`/saml/logout?${wish}`);
      expect([status, headers.get('location')]).toEqual([302, 'https://front.example/app']);
    }
    expect(await alive(browser)).toBe(true);
    await here.http().get(`/saml/logout?${good}`);
    expect(await alive(browser)).toBe(false);
  });

  it('without a key of ours ends the session here alone', async () => {
    const keyless = await world(ENV);
    try {
      const there = new SamlJourney(keyless, peer);
      await there.make(somebody());
      expect((await keyless.http().get('/saml/metadata')).body).not.toMatch(
        /SingleLogoutService|KeyDescriptor/,
      );
      const left = await there.browser.get('/saml/logout');
      expect(left.headers.get('location')).toBe('https://front.example/app');
      expect((await there.browser.get('/api/v1/users/me')).status).toBe(401);
    } finally {
      await keyless.close();
    }
  });
});

describe('what is kept of somebody', () => {
  it('is exported, and goes with the account', async () => {
    const worker = somebody();
    const there = journey();
    await there.make(worker);
    const { body } = await there.browser.get('/api/v1/users/me/export');
    expect(body.saml_sessions).toEqual([
      expect.objectContaining({ name_id: worker.nameId, session_index: 'session-1' }),
    ]);
    expect((await there.browser.delete('/api/v1/users/me')).status).toBe(204);
    await eventually(async () => {
      const left = await here.db.query('SELECT FROM identity.saml_sessions WHERE name_id = $1', [
        worker.nameId,
      ]);
      expect(left).toEqual([]);
    });
  });
});
