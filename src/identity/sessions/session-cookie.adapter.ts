import { Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { Config } from '../../platform/config/config.js';
import { CsrfTokens } from '../../platform/http/pipeline/csrf.js';

/** The cookie that a browser may use instead of tokens, and the CSRF token that goes with it. */
@Injectable()
export class SessionCookie {
  private readonly origins: ReadonlySet<string>;

  constructor(
    private readonly config: Config,
    private readonly csrf: CsrfTokens,
  ) {
    this.origins = new Set([...config.corsOrigins, config.publicUrl, config.frontendUrl].map(originOf));
  }

  /** Nothing for a foreign page, which could sign its visitor in as somebody of its choice. */
  set(response: Response, value: string | null, { isExpected = false } = {}): void {
    if (value === null || (!isExpected && this.isForeign(response.req))) return;
    response.cookie(this.config.sessionCookie, value, {
      ...this.options(),
      maxAge: this.config.refreshTokenTtl,
    });
    this.csrf.issue(response, value);
  }

  read(request: Request): string | null {
    const value = (request.cookies as Record<string, unknown> | undefined)?.[this.config.sessionCookie];
    return typeof value === 'string' && value !== '' ? value : null;
  }

  clear(response: Response): void {
    response.clearCookie(this.config.sessionCookie, this.options());
  }

  private isForeign({ headers: { origin, host } }: Request): boolean {
    if (origin === undefined || this.origins.has(origin)) return false;
    return !URL.canParse(origin) || new URL(origin).host !== host;
  }

  private options(): CookieOptions {
    return { path: '/', httpOnly: true, sameSite: 'lax', secure: this.config.isProduction };
  }
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}
