import { UUID } from '../../shared/texts.js';

/** Plain values beside a log message. Secrets are removed by name. */
export type LogFields = Record<string, unknown>;

const SECRET_NAMES = new Set(
  `access auth authorization code cookie jwt key otp pass recoverycodes refresh samlrequest samlresponse session
   sessionid sid state totp`.split(/\s+/),
);
const SECRET_ENDINGS = /(?:token|password|passwordconfirm|secret|signature|cookie|code|apikey|privatekey)s?$/;
/** Identifiers are numbers here; a UUID in a path is an access token, and so is what looks like chance. */
const CHANCE = /^(?=.*\d)(?:(?=.*[A-Z])[\w.~-]{32,}|[0-9a-f]{32,})$/;
const TOKEN_FOLLOWS = new Set(['unsubscribe']);
const ENCODED = /%([0-9a-f]{2})/gi;
const MOST_DECODED = 4;
const HIDDEN = '[redacted]';
const MAX_DEPTH = 6;

/** A copy without secrets at any depth; errors are left to the serializer. */
export function redact(fields: LogFields | undefined): LogFields | undefined {
  return fields && (copy(fields, 0) as LogFields);
}

/** Hides access tokens in the path and secret query parameters, however they are written. */
export function redactUrl(url: string): string {
  const question = url.indexOf('?');
  const path = (question < 0 ? url : url.slice(0, question)).split('/');
  const hidden = (segment: string, at: number) =>
    isToken(decoded(segment)) || (segment !== '' && TOKEN_FOLLOWS.has(decoded(path[at - 1] ?? '')));
  const clean = path.map((segment, at) => (hidden(segment, at) ? HIDDEN : segment)).join('/');
  return question < 0 ? clean : `${clean}?${url.slice(question + 1).replace(/[^&?]+/g, redactedPair)}`;
}

function redactedPair(pair: string): string {
  const name = pair.split('=', 1)[0]!;
  const plain = decoded(name);
  const isSecret = isEncoded(plain) || plain.split(/[[\].]/).some(isSecretName);
  return isSecret && name !== pair ? `${name}=${HIDDEN}` : pair;
}

function isSecretName(name: string): boolean {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return SECRET_NAMES.has(plain) || SECRET_ENDINGS.test(plain);
}

function isToken(segment: string): boolean {
  return UUID.test(segment) || CHANCE.test(segment) || isEncoded(segment);
}

/** Some client or proxy may decode twice; deeper nesting is never read, as each level costs as much again. */
function decoded(text: string): string {
  let plain = text;
  for (let times = 0; times < MOST_DECODED && plain.includes('%'); times++)
    plain = plain.replace(ENCODED, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return plain;
}

function isEncoded(text: string): boolean {
  return text.search(ENCODED) >= 0;
}

function copy(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (value instanceof Error) return value;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => copy(item, depth + 1));
  const clean: LogFields = {};
  for (const [name, inner] of Object.entries(value)) {
    clean[name] =
      isSecretName(name) && typeof inner !== 'number' && inner !== null ? HIDDEN : copy(inner, depth + 1);
  }
  return clean;
}
