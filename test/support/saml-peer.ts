import { createSign, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { SignedXml } from 'xml-crypto';
import { keyAndCertificate, type KeyAndCertificate } from './certificates.js';

const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol';
const ASSERTION = 'urn:oasis:names:tc:SAML:2.0:assertion';
const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const MINUTE_MS = 60_000;

/** What is said of somebody; whatever is left out is as it should be. */
export interface Saying {
  nameId: string;
  format?: string;
  attributes?: Record<string, string>;
  /** Null: nobody asked. */
  inResponseTo?: string | null;
  confirmed?: { inResponseTo?: string | null; recipient?: string; method?: string; until?: number };
  audience?: string;
  issuer?: string;
  destination?: string;
  status?: string;
  id?: string;
  from?: number;
  until?: number;
  sessionUntil?: number;
  sessionIndex?: string;
}

export interface Signing {
  pair?: KeyAndCertificate;
  /** Local name of the element that is signed. */
  what?: 'Assertion' | 'Response';
  algorithm?: string;
  digest?: string;
  transforms?: string[];
}

/** An identity provider: its metadata, and what it says of people, as text that tests can bend. */
export class SamlPeer {
  readonly entityId = 'https://idp.example/metadata';
  readonly ssoUrl = 'https://idp.example/sso';
  readonly sloUrl = 'https://idp.example/slo?tenant=1';

  constructor(
    private readonly here: { acsUrl: string; entityId: string; logoutUrl: string },
    private readonly now: () => number,
    readonly pair = keyAndCertificate('idp.example'),
  ) {}

  metadata(certificates = [this.pair.certificate]): string {
    const keys = certificates.map(
      (pem) =>
        `<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#">
        <X509Data><X509Certificate>${pem.replace(/-----[^-]+-----/g, '')}</X509Certificate></X509Data>
        </KeyInfo></KeyDescriptor>`,
    );
    return `<?xml version="1.0" encoding="UTF-8"?>
      <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${this.entityId}">
      <IDPSSODescriptor protocolSupportEnumeration="${PROTOCOL}">${keys.join('')}
      <SingleLogoutService Binding="${REDIRECT}" Location="${this.sloUrl}"/>
      <SingleSignOnService Binding="${POST}" Location="https://idp.example/post"/>
      <SingleSignOnService Binding="${REDIRECT}" Location="${this.ssoUrl}"/>
      </IDPSSODescriptor></EntityDescriptor>`;
  }

  /** The id of the request that the browser brings. */
  asked(url: string): string {
    const { origin, pathname, searchParams } = new URL(url);
    const xml = inflateRawSync(Buffer.from(searchParams.get('SAMLRequest')!, 'base64')).toString();
    const isProper =
      origin + pathname === this.ssoUrl &&
      xml.includes(`AssertionConsumerServiceURL="${this.here.acsUrl}"`) &&
      xml.includes(`>${this.here.entityId}</saml:Issuer>`) &&
      !/RequestedAuthnContext|Format=/.test(xml);
    if (!isProper) throw new Error(`Not a proper request: ${xml}`);
    return / ID="([^"]+)"/.exec(xml)![1]!;
  }

  /** Unsigned. */
  response(saying: Saying): string {
    const { status = 'Success', destination = this.here.acsUrl, inResponseTo = null } = saying;
    return (
      `<samlp:Response xmlns:samlp="${PROTOCOL}" xmlns:saml="${ASSERTION}" ID="_r${newId()}" Version="2.0"` +
      ` IssueInstant="${this.at(0)}" Destination="${destination}"${attribute('InResponseTo', inResponseTo)}>` +
      `<saml:Issuer>${this.entityId}</saml:Issuer><samlp:Status>` +
      `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${status}"/></samlp:Status>` +
      `${this.assertion(saying)}</samlp:Response>`
    );
  }

  assertion(saying: Saying): string {
    const { nameId, format = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' } = saying;
    const { from = -MINUTE_MS, until = 5 * MINUTE_MS, sessionUntil, sessionIndex = 'session-1' } = saying;
    const { inResponseTo = null, confirmed = {}, id = `_a${newId()}` } = saying;
    const asked = confirmed.inResponseTo === undefined ? inResponseTo : confirmed.inResponseTo;
    const attributes = Object.entries(saying.attributes ?? {}).map(
      ([name, value]) =>
        `<saml:Attribute Name="${name}"><saml:AttributeValue>${value}</saml:AttributeValue></saml:Attribute>`,
    );
    return (
      `<saml:Assertion xmlns:saml="${ASSERTION}" ID="${id}" Version="2.0" IssueInstant="${this.at(0)}">` +
      `<saml:Issuer>${saying.issuer ?? this.entityId}</saml:Issuer><saml:Subject>` +
      `<saml:NameID Format="${format}">${nameId}</saml:NameID>` +
      `<saml:SubjectConfirmation Method="${confirmed.method ?? 'urn:oasis:names:tc:SAML:2.0:cm:bearer'}">` +
      `<saml:SubjectConfirmationData NotOnOrAfter="${this.at(confirmed.until ?? until)}"` +
      ` Recipient="${confirmed.recipient ?? this.here.acsUrl}"${attribute('InResponseTo', asked)}/>` +
      `</saml:SubjectConfirmation></saml:Subject>` +
      `<saml:Conditions NotBefore="${this.at(from)}" NotOnOrAfter="${this.at(until)}">` +
      `<saml:AudienceRestriction><saml:Audience>${saying.audience ?? this.here.entityId}</saml:Audience>` +
      `</saml:AudienceRestriction></saml:Conditions>` +
      `<saml:AuthnStatement AuthnInstant="${this.at(0)}" SessionIndex="${sessionIndex}"` +
      `${attribute('SessionNotOnOrAfter', sessionUntil === undefined ? null : this.at(sessionUntil))}>` +
      `<saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password` +
      `</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>` +
      `${attributes.length > 0 ? `<saml:AttributeStatement>${attributes.join('')}` : ''}` +
      `${attributes.length > 0 ? '</saml:AttributeStatement>' : ''}` +
      `</saml:Assertion>`
    );
  }

  sign(xml: string, signing: Signing = {}): string {
    const {
      what = 'Assertion',
      pair = this.pair,
      digest = 'http://www.w3.org/2001/04/xmlenc#sha256',
    } = signing;
    const algorithm = signing.algorithm ?? 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
    const signer = new SignedXml({
      privateKey: pair.key,
      publicCert: pair.certificate,
      signatureAlgorithm: algorithm,
      canonicalizationAlgorithm: EXCLUSIVE,
    });
    const transforms = signing.transforms ?? [
      'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
      EXCLUSIVE,
    ];
    const xpath = `//*[local-name(.)='${what}']`;
    signer.addReference({ xpath, transforms, digestAlgorithm: digest });
    const reference = `${xpath}/*[local-name(.)='Issuer']`;
    signer.computeSignature(xml, { location: { reference, action: 'after' } });
    return signer.getSignedXml();
  }

  /** Says of somebody what is so: one signed assertion. */
  says(saying: Saying, signing: Signing = {}): string {
    return this.sign(this.response(saying), signing);
  }

  /** By redirection: the query of a wish to sign out. */
  signOut(nameId: string, { sessionIndex, at = 0, algorithm = 'rsa-sha256' }: SignOut = {}): string {
    const xml =
      `<samlp:LogoutRequest xmlns:samlp="${PROTOCOL}" xmlns:saml="${ASSERTION}"` +
      ` ID="_l${newId()}" Version="2.0" IssueInstant="${this.at(at)}" Destination="${this.here.logoutUrl}">` +
      `<saml:Issuer>${this.entityId}</saml:Issuer><saml:NameID>${nameId}</saml:NameID>` +
      `${sessionIndex ? `<samlp:SessionIndex>${sessionIndex}</samlp:SessionIndex>` : ''}</samlp:LogoutRequest>`;
    const query = new URLSearchParams({
      SAMLRequest: deflateRawSync(xml).toString('base64'),
      RelayState: 'over there',
      SigAlg: `http://www.w3.org/2001/04/xmldsig-more#${algorithm}`,
    }).toString();
    const signature = createSign('sha256').update(query).sign(this.pair.key, 'base64');
    return `${query}&${new URLSearchParams({ Signature: signature }).toString()}`;
  }

  private at(offsetMs: number): string {
    return new Date(this.now() + offsetMs).toISOString();
  }
}

export interface SignOut {
  sessionIndex?: string;
  at?: number;
  algorithm?: string;
}

const newId = () => randomBytes(12).toString('hex');
const attribute = (name: string, value: string | null) => (value === null ? '' : ` ${name}="${value}"`);
