import { X509Certificate } from 'node:crypto';
import { attributeOf, childElements, descendantElements, parseXml, textOf } from '../../shared/xml/read-xml.js';

const METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata';
const SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';
const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';

/** What a SAML metadata document says of its identity provider. */
export interface IdentityProvider {
  entityId: string;
  /** PEM; while one takes over from another there are several. */
  certificates: string[];
  ssoUrl: string;
  logoutUrl: string | null;
}

/** Throws `RangeError` with what is wrong with the document. */
export function readIdentityProvider(xml: string): IdentityProvider {
  const root = parseXml(xml);
  const roles = descendantElements(root, METADATA, 'IDPSSODescriptor');
  const [role] = roles;
  if (!role || roles.length > 1) throw new RangeError(`it describes ${roles.length} identity providers`);
  const entityId = attributeOf(role.parentNode as Element, 'entityID');
  if (!entityId) throw new RangeError('it has no entityID');
  const ssoUrl = redirectTo(role, 'SingleSignOnService');
  if (!ssoUrl) throw new RangeError('it has no SingleSignOnService with the redirect binding');
  const certificates = childElements(role, METADATA, 'KeyDescriptor')
    .filter((key) => [null, 'signing'].includes(attributeOf(key, 'use')))
    .flatMap((key) => descendantElements(key, SIGNATURE, 'X509Certificate').map(pemOf));
  if (certificates.length === 0) throw new RangeError('it has no certificate for signatures');
  return { entityId, certificates, ssoUrl, logoutUrl: redirectTo(role, 'SingleLogoutService') };
}

function redirectTo(role: Element, service: string): string | null {
  const found = childElements(role, METADATA, service).find(
    (each) => attributeOf(each, 'Binding') === REDIRECT,
  );
  if (!found) return null;
  const location = attributeOf(found, 'Location') ?? '';
  if (!URL.canParse(location) || !/^https?:/.test(location))
    throw new RangeError(`the location of its ${service} is no address`);
  return location;
}

function pemOf(element: Element): string {
  try {
    return new X509Certificate(Buffer.from(textOf(element), 'base64')).toString();
  } catch {
    throw new RangeError('one of its certificates cannot be read');
  }
}
