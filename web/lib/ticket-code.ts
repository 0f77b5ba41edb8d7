/** What a ticket's code says; the contract has it as a compact JWS. */
export interface Ticket {
  booking: number;
  event: number;
  seats: number;
}

export interface SignedTicket {
  kid: string;
  ticket: Ticket;
  signed: Uint8Array<ArrayBuffer>;
  signature: Uint8Array<ArrayBuffer>;
}

const CODE = /^([\w-]{1,200})\.([\w-]{1,400})\.([\w-]{86})$/;

export function looksLikeTicket(text: string): boolean {
  return CODE.test(text.trim());
}

/** The parts of a code whose signature is still to be verified; null of anything else. */
export function readTicket(code: string): SignedTicket | null {
  const [, head, body, signature] = CODE.exec(code.trim()) ?? [];
  const header = decoded(head);
  const claims = decoded(body);
  if (header?.['alg'] !== 'EdDSA' || typeof header['kid'] !== 'string') return null;
  const [booking, event, seats] = [claims?.['booking'], claims?.['event'], claims?.['seats']];
  if (!isId(booking) || !isId(event) || !isId(seats)) return null;
  const signed = new TextEncoder().encode(`${head}.${body}`);
  return { kid: header['kid'], ticket: { booking, event, seats }, signed, signature: bytesOf(signature!) };
}

export function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function decoded(part: string | undefined): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytesOf(part ?? '')));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
