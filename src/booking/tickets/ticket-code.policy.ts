import { sign, verify, type KeyObject } from 'node:crypto';

/** What a ticket's code says: nothing about the person. */
export interface TicketClaims {
  booking: number;
  event: number;
  seats: number;
}

const CODE = /^([\w-]{1,200})\.([\w-]{1,400})\.([\w-]{86})$/;

/** A compact JWS (RFC 7515) over the claims, signed with Ed25519; the same each time. */
export function signedCode(
  { booking, event, seats }: TicketClaims,
  kid: string,
  privateKey: KeyObject,
): string {
  const signed = `${encoded({ alg: 'EdDSA', kid })}.${encoded({ booking, event, seats })}`;
  return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`;
}

/** The claims of a code that a key of `keyOf` signed; null for everything else. */
export function readCode(code: string, keyOf: (kid: string) => KeyObject | undefined): TicketClaims | null {
  const [, head, body, signature] = CODE.exec(code) ?? [];
  const header = decoded(head);
  if (header?.alg !== 'EdDSA' || typeof header.kid !== 'string') return null;
  const key = keyOf(header.kid);
  if (!key || !verify(null, Buffer.from(`${head}.${body}`), key, Buffer.from(signature!, 'base64url')))
    return null;
  const { booking, event, seats } = decoded(body) ?? {};
  return isId(booking) && isId(event) && isId(seats) ? { booking, event, seats } : null;
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function decoded(part: string | undefined): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString());
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
