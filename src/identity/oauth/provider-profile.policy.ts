import { canonicalEmail } from '../../shared/email-address.js';
import { asOneLine } from '../../shared/texts.js';

export const PROVIDERS = ['google', 'github'] as const;
export type ProviderName = (typeof PROVIDERS)[number];
/** What an organization signs its people in with. */
export const SSO_PROVIDERS = ['oidc', 'saml'] as const;
export type SsoProvider = (typeof SSO_PROVIDERS)[number];

/** Who somebody is, by a provider's word. */
export interface ProviderProfile {
  provider: ProviderName | SsoProvider;
  /** Who gave the subject, where there may be several of this kind; else empty. */
  issuer: string;
  subject: string;
  email: string | null;
  emailVerified: boolean;
  username: string | null;
  firstName: string;
  lastName: string;
  avatar: string | null;
}

const MAX_NAME = 150;
const MAX_SUBJECT = 255;
const MAX_URL = 2_000;
const SAML_EMAILS = ['email', 'mail', 'urn:oid:0.9.2342.19200300.100.1.3'];
const SAML_FIRST_NAMES = ['first_name', 'givenName'];
const SAML_LAST_NAMES = ['last_name', 'sn'];

/** Throws where Google's userinfo names nobody. */
export function googleProfile(body: unknown): ProviderProfile {
  const {
    sub,
    email,
    email_verified: verified,
    given_name: given,
    family_name: family,
    picture,
  } = record(body);
  return {
    provider: 'google',
    issuer: '',
    subject: subjectOf(sub),
    email: addressOf(email),
    emailVerified: verified === true || verified === 'true',
    username: null,
    firstName: nameOf(given),
    lastName: nameOf(family),
    avatar: urlOf(picture),
  };
}

/** Of the addresses the primary one counts. Throws where GitHub's answers name nobody. */
export function githubProfile(user: unknown, emails: unknown): ProviderProfile {
  const { id, login, name, avatar_url: picture } = record(user);
  const addresses = Array.isArray(emails) ? emails.slice(0, 100).map(record) : [];
  const primary = addresses.find((entry) => entry.primary === true);
  const [firstName = '', ...rest] = nameOf(name).split(' ');
  return {
    provider: 'github',
    issuer: '',
    subject: subjectOf(id),
    email: addressOf(primary?.email),
    emailVerified: primary?.verified === true,
    username: typeof login === 'string' ? asOneLine(login, MAX_NAME) : null,
    firstName,
    lastName: rest.join(' '),
    avatar: urlOf(picture),
  };
}

/** Throws where the claims name nobody. Only a word of the issuer itself counts as a checked address. */
export function oidcProfile(issuer: string, claims: unknown): ProviderProfile {
  const { preferred_username: login, given_name: given, family_name: family, name, ...rest } = record(claims);
  const [first = '', ...others] = nameOf(name).split(' ');
  return {
    provider: 'oidc',
    issuer,
    subject: subjectOf(rest['sub']),
    email: addressOf(rest['email']),
    emailVerified: rest['email_verified'] === true,
    username: typeof login === 'string' ? asOneLine(login, MAX_NAME).split('@')[0]! : null,
    firstName: nameOf(given) || first,
    lastName: nameOf(family) || (nameOf(given) ? '' : others.join(' ')),
    avatar: urlOf(rest['picture']),
  };
}

/** An address that the organization asserts is checked. Throws where it names nobody. */
export function samlProfile(
  issuer: string,
  nameId: string,
  attributes: ReadonlyMap<string, string>,
): ProviderProfile {
  const valueOf = (names: string[]) => names.map((name) => attributes.get(name)).find(Boolean);
  const addresses = [...SAML_EMAILS.map((name) => attributes.get(name)), nameId].map(addressOf);
  const email = addresses.find((address) => address !== null) ?? null;
  return {
    provider: 'saml',
    issuer,
    subject: subjectOf(nameId),
    email,
    emailVerified: email !== null,
    username: null,
    firstName: nameOf(valueOf(SAML_FIRST_NAMES)),
    lastName: nameOf(valueOf(SAML_LAST_NAMES)),
    avatar: null,
  };
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('not an object');
  return value as Record<string, unknown>;
}

function subjectOf(value: unknown): string {
  const subject = typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? String(value) : value;
  if (typeof subject !== 'string' || subject.trim() === '' || subject.length > MAX_SUBJECT)
    throw new Error('no subject');
  return subject;
}

function addressOf(value: unknown): string | null {
  return typeof value === 'string' ? canonicalEmail(value) : null;
}

function nameOf(value: unknown): string {
  return typeof value === 'string' ? asOneLine(value, MAX_NAME) : '';
}

function urlOf(value: unknown): string | null {
  return typeof value === 'string' && value.length <= MAX_URL && /^https?:\/\/\S+$/i.test(value) ? value : null;
}
