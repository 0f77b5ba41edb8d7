import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** What every authenticator app understands. */
const FORM = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** Clocks may be one step apart. */
const WINDOW = 1;
const SECRET_BYTES = 20;
const RECOVERY_BYTES = 10;

export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What the app reads from the QR code. */
export function otpauthUrl(secret: string, issuer: string, label: string): string {
  return totp(secret, { issuer, label }).toString();
}

/** The time step that this code is of; null for a code of none that counts at `now`. */
export function stepOf(secret: string, code: string, now: number): number | null {
  const digits = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(digits)) return null;
  const generator = totp(secret);
  const delta = generator.validate({ token: digits, window: WINDOW, timestamp: now });
  return delta === null ? null : generator.counter({ timestamp: now }) + delta;
}

export function newRecoveryCode(): string {
  const letters = new Secret({ buffer: Uint8Array.from(randomBytes(RECOVERY_BYTES)).buffer }).base32;
  return letters.match(/.{4}/g)!.join('-');
}

/** Without regard to case, hyphens and spaces. */
export function plainRecoveryCode(code: string): string {
  return code.replace(/[\s-]/g, '').toUpperCase();
}

function totp(secret: string, names: { issuer?: string; label?: string } = {}): TOTP {
  return new TOTP({ ...FORM, ...names, secret: Secret.fromBase32(secret) });
}
