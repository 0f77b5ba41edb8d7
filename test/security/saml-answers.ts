import { promisify } from 'node:util';
import xmlEncryption from 'xml-encryption';
import { keyAndCertificate, type KeyAndCertificate } from '../support/certificates.js';
import type { SamlPeer, Saying } from '../support/saml-peer.js';

const STRANGER = keyAndCertificate('idp.example');
const SHA1 = 'http://www.w3.org/2000/09/xmldsig#sha1';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const VICTIM = 'victim@corp.example';

/** What a browser that asked so brings back. */
export type SamlAnswer = (asked: string) => string | Promise<string>;

/** What it has, and the code of its refusal. */
type BadAnswer = [what: string, answer: SamlAnswer, code: string];

/** The assertion alone, with its signature. */
const assertionOf = (xml: string) => /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml)![0];
const signatureOf = (xml: string) => /<Signature[\s\S]*<\/Signature>/.exec(xml)![0];
const replaced = (xml: string, from: string | RegExp, to: string) => {
  const changed = xml.replace(from, to);
  if (changed === xml) throw new Error(`Nothing was changed by ${String(from)}.`);
  return changed;
};

/** Good and bad answers of `peer` about a stranger to whom `ours` can be encrypted. */
export function samlAnswers(peer: SamlPeer, ours: KeyAndCertificate) {
  let count = 0;
  const attacker = (): Saying => ({
    nameId: `attacker-${++count}`,
    attributes: { email: `attacker${count}@corp.example` },
  });
  const victim = (): Saying => ({ nameId: `victim-${++count}`, attributes: { email: VICTIM } });
  const said =
    (more: Partial<Saying>): SamlAnswer =>
    (inResponseTo) =>
      peer.says({ ...attacker(), inResponseTo, ...more });
  const bent =
    (bend: (xml: string) => string): SamlAnswer =>
    (inResponseTo) =>
      bend(peer.says({ ...attacker(), inResponseTo }));
  /** A signed assertion about the attacker beside, around or before a forged one about the victim. */
  const wrapped =
    (wrap: (forged: string, signed: string) => string): SamlAnswer =>
    (inResponseTo) => {
      const honest = peer.says({ ...attacker(), inResponseTo });
      const forged = peer.assertion({ ...victim(), inResponseTo });
      const signed = assertionOf(honest);
      return honest.replace(signed, () => wrap(forged, signed));
    };
  const encrypted = async (content: string, key = ours) => {
    const body = await promisify(xmlEncryption.encrypt)(content, {
      rsa_pub: key.certificate,
      pem: key.certificate,
      encryptionAlgorithm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
      keyEncryptionAlgorithm: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
    } as never);
    return `<saml:EncryptedAssertion>${body}</saml:EncryptedAssertion>`;
  };
  const sealed =
    (seal: (xml: string) => string, key = ours): SamlAnswer =>
    async (inResponseTo) => {
      const xml = peer.response({ ...attacker(), inResponseTo });
      const plain = assertionOf(xml);
      const inside = await encrypted(seal(plain), key);
      return xml.replace(plain, () => inside);
    };
  const signedAlone = (xml: string) => peer.sign(xml);

  const failing: Record<string, SamlAnswer> = {
    'no XML': () => 'hello',
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

  const refused: BadAnswer[] = [
    ...Object.entries(failing).map(([name, answer]): BadAnswer => [name, answer, 'PROVIDER_FAILED']),
    ['nothing', () => '', 'INVALID_STATE'],
    ['the status Requester', said({ status: 'Requester' }), 'PROVIDER_DECLINED'],
    ['the status Responder', said({ status: 'Responder' }), 'PROVIDER_DECLINED'],
  ];
  return { attacker, said, sealed, signedAlone, refused };
}
