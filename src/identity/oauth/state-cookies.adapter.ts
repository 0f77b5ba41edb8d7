import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CookieOptions, Request } from 'express';
import { Config } from '../../platform/config/config.js';
import { Secrets } from '../../platform/secrets/secrets.js';
import { Clock } from '../../shared/clock.js';

const PURPOSE = 'oauth-state';
const LIFETIME_MS = 10 * 60_000;

/** The session that was signed in when the browser left for the provider. */
export interface LinkIntent {
  accountId: number;
  sessionId: number;
  /** It had been opened within ten minutes. */
  isRecent: boolean;
}

export interface StateCookie {
  name: string;
  /** Of the pages that it comes back to. */
  path: string;
  /** By a form of the provider's page: no cookie comes along but `SameSite=None; Secure`. */
  isPosted?: boolean;
}

interface Sealed<T> {
  name: string;
  until: number;
  value: T;
}

/** What goes to a provider and back in an encrypted cookie: who comes back is the browser that left. */
@Injectable()
export class StateCookies {
  constructor(
    private readonly config: Config,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  keep<T>(request: Request, cookie: StateCookie, value: T): void {
    const { name } = cookie;
    const content: Sealed<T> = { name, until: this.clock.millis() + LIFETIME_MS, value };
    const sealed = this.secrets.encrypt(PURPOSE, JSON.stringify(content)).toString('base64url');
    request.res!.cookie(name, sealed, { ...this.options(cookie), maxAge: LIFETIME_MS });
  }

  /** Null for what is no cookie of ours, another's, or too old. */
  read<T>(request: { cookies?: unknown }, { name }: StateCookie): T | null {
    const cookie = (request.cookies as Record<string, unknown> | undefined)?.[name];
    if (typeof cookie !== 'string') return null;
    const plain = this.secrets.decrypt(PURPOSE, Buffer.from(cookie, 'base64url'));
    if (!plain) return null;
    const content = JSON.parse(plain.toString()) as Sealed<T>;
    return content.name === name && content.until > this.clock.millis() ? content.value : null;
  }

  /** The state is good for one return, however that ends. */
  end(request: Request, cookie: StateCookie): void {
    request.res!.clearCookie(cookie.name, this.options(cookie));
  }

  /** Whether a cookie comes along with another site's form. */
  get followsPosts(): boolean {
    return this.config.publicUrl.startsWith('https:');
  }

  private options({ path, isPosted = false }: StateCookie): CookieOptions {
    if (isPosted && this.followsPosts) return { path, httpOnly: true, sameSite: 'none', secure: true };
    return { path, httpOnly: true, sameSite: 'lax', secure: this.config.isProduction };
  }
}

export function isSameState(expected: string, given: unknown): boolean {
  if (typeof given !== 'string') return false;
  const [left, right] = [Buffer.from(expected), Buffer.from(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}
