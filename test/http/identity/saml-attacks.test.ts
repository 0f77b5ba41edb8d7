import { promisify } from 'node:util';
import xmlEncryption from 'xml-encryption';
import { Browser } from '../../support/browser.js';
import { keyAndCertificate } from '../../support/certificates.js';
import { SamlJourney } from '../../support/saml-journey.js';
import { SamlPeer, type Saying } from '../../support/saml-peer.js';
import { world, type World } from '../../support/world.js';

// What an answer by SAML can be that is none: each is sent by a browser that asked, and opens nothing.

const SITE = 'https://convoke.example';
const ENTITY = `${SITE}/saml/metadata`;
const OURS = keyAndCertificate('convoke.example');
const STRANGER = keyAndCertificate('idp.example');
const SHA1 = 'http://www.w3.org/2000/09/xmldsig#sha1';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const VICTIM = 'victim@corp.example';
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

let count = 0;
const attacker = (): Saying => ({
  nameId: `attacker-${++count}`,
  attributes: { email: `attacker${count}@corp.example` },
});
const victim = (): Saying => ({ nameId: `victim-${++count}`, attributes: { email: VICTIM } });
const journey = (at = here) => new SamlJourney(at, peer);
const sessions = async () =>
  (await here.db.query<{ n: number }>('SELECT count(*) AS n FROM identity.sessions'))[0]!.n;

/** The assertion alone, with its signature. */
const assertionOf = (xml: string) => /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml)![0];
const signatureOf = (xml: string) => /<Signature[\s\S]*<\/Signature>/.exec(xml)![0];
const replaced = (xml: string, from: string | RegExp, to: string) => {
  const changed = xml.replace(from, to);
  if (changed === xml) throw new Error(`Nothing was changed by ${String(from)}.`);
  return changed;
};

type Bad = (asked: string) => string | Promise<string>;
const said =
  (more: Partial<Saying>): Bad =>
  (inResponseTo) =>
    peer.says({ ...attacker(), inResponseTo, ...more });
const bent =
  (bend: (xml: string) => string): Bad =>
  (inResponseTo) =>
    bend(peer.says({ ...attacker(), inResponseTo }));
/** A signed assertion about the attacker beside, around or before a forged one about the victim. */
const wrapped =
  (wrap: (forged: string, signed: string) => string): Bad =>
  (inResponseTo) => {
    const honest = peer.says({ ...attacker(), inResponseTo });
    const forged = peer.assertion({ ...victim(), inResponseTo });
    const signed = assertionOf(honest);
    return honest.replace(signed, () => wrap(forged, signed));
  };
const encrypted = async (content: string, key = OURS) => {
  const body = await promisify(xmlEncryption.encrypt)(content, {
    rsa_pub: key.certificate,
    pem: key.certificate,
    encryptionAlgorithm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
    keyEncryptionAlgorithm: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
  } as never);
  return `<saml:EncryptedAssertion>${body}</saml:EncryptedAssertion>`;
};
const sealed =
  (seal: (xml: string) => string, key = OURS): Bad =>
  async (inResponseTo) => {
    const xml = peer.response({ ...attacker(), inResponseTo });
    const plain = assertionOf(xml);
    const inside = await encrypted(seal(plain), key);
    return xml.replace(plain, () => inside);
  };
const signedAlone = (xml: string) => peer.sign(xml);

const FAILED: Record<string, Bad> = {
  'no XML': () => 'hello',
  nothing: () => '',
  'another message': () => `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:1.0:protocol"/>`,
  'no signature': (inResponseTo) => peer.response({ ...attacker(), inResponseTo }),
  'a signature of the response alone': (inResponseTo) =>
    peer.says({ ...attacker(), inResponseTo }, { what: 'Response' }),
  'a signature by another key': (inResponseTo) =>
    peer.says({ ...attacker(), inResponseTo }, { pair: STRANGER }),
  'a signature without its value': bent((xml) => replaced(xml, /<SignatureValue>[^<]+/, '<SignatureValue>')),
  'a signature by RSA-SHA-1': (inResponseTo) =>
    peer.says({ ...attacker(), inResponseTo }, { algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }),
  'a digest by SHA-1': (inResponseTo) => peer.says({ ...attacker(), inResponseTo }, { digest: SHA1 }),
  'a signature over inclusive canonical XML': (inResponseTo) =>
    peer.says(
      { ...attacker(), inResponseTo },
      { transforms: [ENVELOPED, 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'] },
    ),
  'a name that was changed': bent((xml) =>
    replaced(xml, />attacker-\d+<\/saml:NameID>/, '>victim</saml:NameID>'),
  ),
  'an address that was changed': bent((xml) => replaced(xml, /attacker\d+@corp\.example/, VICTIM)),
  'a forged assertion before the signed one': wrapped((forged, signed) => forged + signed),
  'a forged assertion after the signed one': wrapped((forged, signed) => signed + forged),
  'a forged assertion around the signed one': wrapped((forged, signed) =>
    replaced(forged, '</saml:Assertion>', `<saml:Advice>${signed}</saml:Advice></saml:Assertion>`),
  ),
  'a forged assertion with the signature of the other': wrapped((forged, signed) =>
    replaced(
      forged,
      '</saml:Issuer>',
      `</saml:Issuer>${replaced(
        signatureOf(signed),
        '</Signature>',
        `<Object>${signed.replace(signatureOf(signed), '')}</Object></Signature>`,
      )}`,
    ),
  ),
  'a forged assertion with the ID of the signed one': wrapped((forged, signed) =>
    replaced(forged, / ID="[^"]+"/, ` ID="${/ ID="([^"]+)"/.exec(signed)![1]}"`).concat(signed),
  ),
  'a signed assertion in an extension, and a forged one': wrapped(
    (forged, signed) => `<samlp:Extensions>${signed}</samlp:Extensions>${forged}`,
  ),
  'a comment in the name': bent((xml) => replaced(xml, /(?<=<saml:NameID[^>]*>attacker)/, '<!-- -->')),
  'a comment in the address': bent((xml) =>
    replaced(xml, /@corp\.example/, '@corp.example<!---->.evil.example'),
  ),
  'a comment that was signed': (inResponseTo) =>
    peer.says({ ...attacker(), inResponseTo, nameId: 'victim<!-- -->.attacker' }),
  'an instruction in the name': bent((xml) => replaced(xml, /(?<=<saml:NameID[^>]*>attacker)/, '<?x y?>')),
  'a document type': bent((xml) => `<!DOCTYPE r [<!ENTITY x "y">]>${xml}`),
  'a document type with an external entity': bent(
    (xml) => `<?xml version="1.0"?><!DOCTYPE r SYSTEM "https://evil.example/x.dtd">${xml}`,
  ),
  'nesting without end': bent((xml) =>
    replaced(xml, '</samlp:Status>', `${'<a>'.repeat(500)}${'</a>'.repeat(500)}</samlp:Status>`),
  ),
  'another audience': said({ audience: 'https://other.example' }),
  'another recipient': said({ confirmed: { recipient: 'https://other.example/acs' } }),
  'another destination': said({ destination: 'https://other.example/acs' }),
  'another issuer': said({ issuer: 'https://evil.example' }),
  'a holder of a key, not a bearer': said({
    confirmed: { method: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key' },
  }),
  'an assertion that has expired': said({ until: -61_000 }),
  'a confirmation that has expired': said({ confirmed: { until: -61_000 } }),
  'an assertion of the future': said({ from: 61_000 }),
  'a session that is over there': said({ sessionUntil: -61_000 }),
  'an answer to another request inside': said({ confirmed: { inResponseTo: '_another' } }),
  'an answer to no request inside': said({ confirmed: { inResponseTo: null } }),
  'a name that is another each time': said({
    format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
  }),
  'no name': said({ nameId: '' }),
  'an encrypted assertion without a signature': sealed((xml) => xml),
  'an encrypted assertion with a comment': sealed((xml) =>
    replaced(signedAlone(xml), /(?<=<saml:NameID[^>]*>attacker)/, '<!-- -->'),
  ),
  'an assertion that is encrypted for somebody else': sealed(signedAlone, STRANGER),
};

const refused = async (bad: Bad, code: string) => {
  const before = await sessions();
  const there = journey();
  const { answer, error } = await there.arrive(await bad(await there.leave()));
  expect([answer.status, error]).toEqual([302, code]);
  expect(answer.headers.getSetCookie().some((cookie) => /^sessionid=[^;]/.test(cookie))).toBe(false);
  expect(await sessions()).toBe(before);
};

describe('an answer with', () => {
  it.each(Object.entries(FAILED).filter(([name]) => name !== 'nothing'))('%s opens no session', (_, bad) =>
    refused(bad, 'PROVIDER_FAILED'),
  );

  it('nothing opens no session', () => refused(FAILED['nothing']!, 'INVALID_STATE'));

  it.each(['Requester', 'Responder'])('the status %s opens no session', (status) =>
    refused(said({ status }), 'PROVIDER_DECLINED'),
  );

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
