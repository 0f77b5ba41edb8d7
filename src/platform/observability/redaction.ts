/** Plain values beside a log message. Secrets are removed by name. */
export type LogFields = Record<string, unknown>;

const SECRET_NAMES = `
  password new_?password old_?password current_?password password_?confirm pass token access refresh
  access_?token refresh_?token mfa_?token id_?token api_?key authorization cookie set-cookie x-csrftoken
  csrf_?token secret client_?secret app_?secret code recovery_?codes? otp totp signature private_?key
  session saml_?response`;
const SECRET = new RegExp(`^(${SECRET_NAMES.trim().split(/\s+/).join('|')})$`, 'i');
/** Identifiers are numbers here; a UUID in a path is an access token, and so is what stops mails. */
const TOKEN_SEGMENT =
  /(?<=\/unsubscribe)\/[^/]+|\/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?=\/|$)/gi;
const HIDDEN = '[redacted]';
const MAX_DEPTH = 6;

/** A copy without secrets at any depth; errors are left to the serializer. */
export function redact(fields: LogFields | undefined): LogFields | undefined {
  return fields && (copy(fields, 0) as LogFields);
}

/** Hides access tokens in the path and secret query parameters. */
export function redactUrl(url: string): string {
  const question = url.indexOf('?');
  const path = (question < 0 ? url : url.slice(0, question)).replace(TOKEN_SEGMENT, `/${HIDDEN}`);
  if (question < 0) return path;
  const parts = url.slice(question + 1).split('&');
  return `${path}?${parts.map(redactedPair).join('&')}`;
}

function redactedPair(pair: string): string {
  const name = pair.slice(0, pair.indexOf('=') + 1 || pair.length);
  return SECRET.test(name.replace(/=$/, '')) ? `${name}${HIDDEN}` : pair;
}

function copy(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (value instanceof Error) return value;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => copy(item, depth + 1));
  const clean: LogFields = {};
  for (const [name, inner] of Object.entries(value)) {
    clean[name] =
      SECRET.test(name) && typeof inner !== 'number' && inner !== null ? HIDDEN : copy(inner, depth + 1);
  }
  return clean;
}
