import { readFileSync } from 'node:fs';
import type { EnvParser } from './env-parsers.js';

/** Who signs an organization's people in by OpenID Connect. */
export interface OidcProvider {
  key: string;
  name: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  scopes: string;
}

const KEY = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;
const TAKEN: ReadonlySet<string> = new Set(['google', 'github', 'oidc', 'saml']);
const FIELDS: ReadonlySet<string> = new Set(['key', 'name', 'issuer', 'client_id', 'client_secret', 'scopes']);
const SCOPES = 'openid email profile';
const EXPECTED =
  'JSON, or a file of it, such as [{"key": "acme", "issuer": "https://id.example.com", ' +
  '"client_id": "…", "client_secret": "…"}]';

export function oidcScopes(fallback: string): EnvParser<string> {
  return { defaultText: fallback, parse: (value) => checkedScopes(value || fallback) };
}

export function oidcProviders(): EnvParser<OidcProvider[]> {
  return { defaultText: '', parse: (value) => (value ? listed(contentOf(value)) : []) };
}

/** One form of it, by which accounts are known. */
export function canonicalIssuer(issuer: string): string {
  return new URL(issuer).href;
}

function contentOf(value: string): unknown {
  try {
    return JSON.parse(/^\s*\[/.test(value) ? value : readFileSync(value, 'utf8'));
  } catch {
    throw new RangeError(EXPECTED);
  }
}

function listed(content: unknown): OidcProvider[] {
  if (!Array.isArray(content) || content.length > 50) throw new RangeError(EXPECTED);
  const providers = content.map(providerFrom);
  if (new Set(providers.map(({ key }) => key)).size < providers.length)
    throw new RangeError('a list in which each key stands once');
  return providers;
}

function providerFrom(entry: unknown): OidcProvider {
  if (typeof entry !== 'object' || entry === null) throw new RangeError(EXPECTED);
  const texts = entry as Record<string, unknown>;
  const stranger = Object.keys(texts).find((name) => !FIELDS.has(name));
  if (stranger !== undefined) throw new RangeError(`without the field ${stranger}`);
  const text = (name: string): string => {
    if (typeof texts[name] !== 'string' || texts[name] === '') throw new RangeError(EXPECTED);
    return texts[name];
  };
  const [key, issuer] = [text('key'), text('issuer')];
  if (!KEY.test(key) || TAKEN.has(key))
    throw new RangeError(
      'a list of which each key has lower-case letters, digits and hyphens, and is not taken',
    );
  if (!/^https?:\/\/\S+$/.test(issuer) || !URL.canParse(issuer)) throw new RangeError(EXPECTED);
  return {
    key,
    name: texts['name'] === undefined ? new URL(issuer).host : text('name'),
    issuer: canonicalIssuer(issuer),
    clientId: text('client_id'),
    clientSecret: text('client_secret'),
    scopes: checkedScopes(texts['scopes'] === undefined ? SCOPES : text('scopes')),
  };
}

function checkedScopes(value: string): string {
  const scopes = value.trim().split(/\s+/);
  if (!scopes.includes('openid'))
    throw new RangeError('scopes such as openid email profile, openid among them');
  return scopes.join(' ');
}
