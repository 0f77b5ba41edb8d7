import {
  attributeOf,
  childElements,
  descendantElements,
  parseXml,
  requirePlainXml,
  textOf,
} from '../../shared/xml/read-xml.js';

export const ASSERTION = 'urn:oasis:names:tc:SAML:2.0:assertion';
export const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol';
const SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';
const ENCRYPTION = 'http://www.w3.org/2001/04/xmlenc#';
const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';

const EXCLUSIVE = [
  'http://www.w3.org/2001/10/xml-exc-c14n#',
  'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
];
export const STRONG_SIGNATURES: ReadonlySet<string> = new Set([
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
]);
const ALGORITHMS: [namespace: string, element: string, allowed: ReadonlySet<string>][] = [
  [SIGNATURE, 'SignatureMethod', STRONG_SIGNATURES],
  [SIGNATURE, 'CanonicalizationMethod', new Set(EXCLUSIVE)],
  [SIGNATURE, 'Transform', new Set([...EXCLUSIVE, `${SIGNATURE}enveloped-signature`])],
  // An encrypted key names the digest of its padding so too, where SHA-1 is the standard's own.
  [SIGNATURE, 'DigestMethod', new Set([`${ENCRYPTION}sha256`, `${ENCRYPTION}sha512`, `${SIGNATURE}sha1`])],
  [
    ENCRYPTION,
    'EncryptionMethod',
    new Set([
      ...['aes128-cbc', 'aes256-cbc', 'rsa-oaep-mgf1p'].map((name) => `${ENCRYPTION}${name}`),
      ...['aes128-gcm', 'aes256-gcm', 'rsa-oaep'].map((name) => `http://www.w3.org/2009/xmlenc11#${name}`),
    ]),
  ],
];

/** A SAML message is no good; `reason` quotes nothing of it. */
export class SamlRefused extends Error {}

/** The identity provider says that it signs nobody in. */
export class SamlDeclined extends Error {}

export interface ResponseFrame {
  inResponseTo: string | null;
  /** The assertion as XML, where it came encrypted. */
  encrypted: string | null;
}

/** What stands around the assertion, most of it unsigned: it can refuse, and vouches for nothing. */
export function readResponse(xml: string, expected: { acsUrl: string; issuer: string }): ResponseFrame {
  const root = readMessage(xml, PROTOCOL, 'Response');
  const [status] = childElements(root, PROTOCOL, 'Status');
  const [code] = status ? childElements(status, PROTOCOL, 'StatusCode') : [];
  if (!code || attributeOf(code, 'Value') !== SUCCESS) throw new SamlDeclined();
  if ((attributeOf(root, 'Destination') ?? expected.acsUrl) !== expected.acsUrl)
    throw new SamlRefused('its destination is another');
  const [issuer] = childElements(root, ASSERTION, 'Issuer');
  if (issuer && textOf(issuer) !== expected.issuer) throw new SamlRefused('its issuer is another');
  const plain = childElements(root, ASSERTION, 'Assertion');
  const encrypted = childElements(root, ASSERTION, 'EncryptedAssertion');
  const anywhere = root.getElementsByTagNameNS('*', 'Assertion').length;
  if (plain.length + encrypted.length !== 1 || anywhere !== plain.length)
    throw new SamlRefused('it has not exactly one assertion');
  return { inResponseTo: attributeOf(root, 'InResponseTo'), encrypted: encrypted[0]?.toString() ?? null };
}

/** Throws `SamlRefused` for what is not this message, or is written so that readers may differ. */
export function readMessage(xml: string, namespace: string, name: string): Element {
  try {
    const root = parseXml(xml);
    requirePlainXml(root);
    if (root.localName !== name || root.namespaceURI !== namespace)
      throw new RangeError('it is another message');
    requireStrongAlgorithms(root);
    return root;
  } catch (error) {
    throw error instanceof RangeError ? new SamlRefused(error.message) : error;
  }
}

function requireStrongAlgorithms(root: Element): void {
  for (const [namespace, name, allowed] of ALGORITHMS)
    for (const element of descendantElements(root, namespace, name))
      if (!allowed.has(attributeOf(element, 'Algorithm') ?? '') || isWeakDigest(element))
        throw new RangeError('its algorithms are not those that are taken');
}

function isWeakDigest(element: Element): boolean {
  const isOfPadding = (element.parentNode as Element).localName === 'EncryptionMethod';
  return attributeOf(element, 'Algorithm') === `${SIGNATURE}sha1` && !isOfPadding;
}
