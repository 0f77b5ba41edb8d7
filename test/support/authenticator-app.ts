import { createHmac } from 'node:crypto';
import type { Http } from './http.js';
import type { Person } from './people.js';
import type { TestClock } from './test-clock.js';

const STEP_MS = 30_000;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What RFC 6238 says the app shows at `millis`; written anew here, so that it shows what ours takes. */
export function totpAt(secret: string, millis: number): string {
  const bits = [...secret].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(millis / STEP_MS)));
  const mac = createHmac('sha1', key).update(step).digest();
  const number = mac.readUInt32BE(mac.at(-1)! & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** Somebody's app, which never shows a code again that was used: the clock goes on to the next one. */
export class AuthenticatorApp {
  recoveryCodes: string[] = [];

  constructor(
    readonly secret: string,
    private readonly clock: TestClock,
  ) {}

  now(steps = 0): string {
    return totpAt(this.secret, this.clock.millis() + steps * STEP_MS);
  }

  next(): string {
    this.clock.advance(STEP_MS);
    return this.now();
  }

  /** Six digits that are no code of these minutes. */
  wrong(): string {
    const near = new Set([-2, -1, 0, 1, 2].map((steps) => this.now(steps)));
    for (let n = 0; ; n++) {
      const code = String(n).padStart(6, '0');
      if (!near.has(code)) return code;
    }
  }
}

/** Sets the second factor up and switches it on. */
export async function switchMfaOn({ http }: Pick<Person, 'http'>, clock: TestClock): Promise<AuthenticatorApp> {
  const setup = await http.post('/api/v1/users/mfa/setup', {});
  if (setup.status !== 200) throw new Error(`Setting up answered ${setup.status}.`);
  const app = new AuthenticatorApp(setup.body.secret as string, clock);
  const enabled = await http.post('/api/v1/users/mfa/enable', { code: app.now() });
  if (enabled.status !== 200) throw new Error(`Switching on answered ${enabled.status}.`);
  app.recoveryCodes = enabled.body.recovery_codes as string[];
  return app;
}

/** The `mfa_token` of a sign-in whose password was right. */
export async function halfSignIn(
  here: { http(): Http },
  { username, password }: Pick<Person, 'username' | 'password'>,
): Promise<string> {
  const { status, body } = await here.http().post('/api/v1/auth/login', { username, password });
  if (!body.mfa_required) throw new Error(`Half of a sign-in answered ${status}.`);
  return body.mfa_token as string;
}
