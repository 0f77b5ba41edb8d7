import { attributeOf, childElements, textOf } from '../../shared/xml/read-xml.js';
import { samlProfile, type ProviderProfile } from '../oauth/provider-profile.policy.js';
import { ASSERTION, readMessage, SamlRefused } from './saml-message.policy.js';

export const SKEW_MS = 60_000;
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
const TRANSIENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;
const MAX_ID = 512;

/** Who somebody is over there, in the words of a sign-out. */
export interface SamlName {
  nameId: string;
  format: string | null;
  nameQualifier: string | null;
  spNameQualifier: string | null;
  sessionIndex: string | null;
}

export interface VerifiedAssertion {
  id: string;
  /** Until when somebody could send it once more. */
  expiresAt: Date;
  profile: ProviderProfile;
  name: SamlName;
}

export interface ExpectedAssertion {
  acsUrl: string;
  issuer: string;
  /** Null where nobody asked for it. */
  inResponseTo: string | null;
  now: number;
}

/** Reads an assertion whose signature, conditions and audience are checked. Throws `SamlRefused`. */
export function readAssertion(xml: string, expected: ExpectedAssertion): VerifiedAssertion {
  const root = readMessage(xml, ASSERTION, 'Assertion');
  const id = attributeOf(root, 'ID') ?? '';
  if (id === '' || id.length > MAX_ID) throw new SamlRefused('it has no proper ID');
  if (textOf(childElements(root, ASSERTION, 'Issuer')[0]) !== expected.issuer)
    throw new SamlRefused('the issuer of its assertion is another');
  const [subject] = childElements(root, ASSERTION, 'Subject');
  if (!subject) throw new SamlRefused('its assertion has no subject');
  const statement = authenticationOf(root, expected.now);
  const name = { ...nameOf(subject), sessionIndex: attributeOf(statement, 'SessionIndex') };
  return {
    id,
    expiresAt: new Date(confirmedUntil(subject, expected) + SKEW_MS),
    profile: samlProfile(expected.issuer, name.nameId, attributesOf(root)),
    name,
  };
}

/** Until when who bears it may come here with it, in answer to this very request. */
function confirmedUntil(subject: Element, { acsUrl, inResponseTo, now }: ExpectedAssertion): number {
  for (const confirmation of childElements(subject, ASSERTION, 'SubjectConfirmation')) {
    const [data] = childElements(confirmation, ASSERTION, 'SubjectConfirmationData');
    if (!data || attributeOf(confirmation, 'Method') !== BEARER) continue;
    const [from, until] = [instantOf(data, 'NotBefore'), instantOf(data, 'NotOnOrAfter')];
    const isHere =
      attributeOf(data, 'Recipient') === acsUrl && attributeOf(data, 'InResponseTo') === inResponseTo;
    if (isHere && until !== null && now < until + SKEW_MS && now >= (from ?? now) - SKEW_MS) return until;
  }
  throw new SamlRefused('its subject is not confirmed for this address, request and moment');
}

function authenticationOf(root: Element, now: number): Element {
  const [statement] = childElements(root, ASSERTION, 'AuthnStatement');
  if (!statement) throw new SamlRefused('it says of nobody that they signed in');
  const until = instantOf(statement, 'SessionNotOnOrAfter');
  if (until !== null && now >= until + SKEW_MS) throw new SamlRefused('the session over there is over');
  return statement;
}

function nameOf(subject: Element): Omit<SamlName, 'sessionIndex'> {
  const [nameId, ...others] = childElements(subject, ASSERTION, 'NameID');
  if (!nameId || others.length > 0 || textOf(nameId) === '') throw new SamlRefused('it names nobody');
  const format = attributeOf(nameId, 'Format');
  if (format === TRANSIENT) throw new SamlRefused('its NameID is another each time (transient)');
  const nameQualifier = attributeOf(nameId, 'NameQualifier');
  return {
    ...{ nameId: textOf(nameId), format, nameQualifier },
    spNameQualifier: attributeOf(nameId, 'SPNameQualifier'),
  };
}

function attributesOf(root: Element): Map<string, string> {
  const attributes = childElements(root, ASSERTION, 'AttributeStatement').flatMap((statement) =>
    childElements(statement, ASSERTION, 'Attribute'),
  );
  const pairs = attributes.map((attribute): [string, string] => [
    attributeOf(attribute, 'Name') ?? '',
    textOf(childElements(attribute, ASSERTION, 'AttributeValue')[0]),
  ]);
  return new Map(pairs.reverse());
}

export function instantOf(element: Element, name: string): number | null {
  const text = attributeOf(element, name);
  if (text === null) return null;
  const at = INSTANT.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(at)) throw new SamlRefused(`its ${name} is no instant`);
  return at;
}
