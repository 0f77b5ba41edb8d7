import { createSecretKey, randomUUID, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import jwt, { type VerifyOptions } from 'jsonwebtoken';
import { Config } from '../../platform/config/config.js';
import { Secrets } from '../../platform/secrets/secrets.js';
import { Clock } from '../../shared/clock.js';
import { TokenNotValid } from '../identity.errors.js';

export const ALGORITHM = 'HS256';
export const ISSUER = 'convoke';
/** No token of ours is longer. */
const MAX_TOKEN = 2_000;

/** What a token says. `typ` keeps a refresh token from being used as an access token. */
export interface Claims {
  iss: string;
  /** The account's id, as text. */
  sub: string;
  sid: number;
  typ: 'access' | 'refresh';
  jti: string;
  /** Seconds since the epoch. */
  iat: number;
  exp: number;
}

export interface TokenSubject {
  accountId: number;
  sessionId: number;
}

/** Signs access and refresh tokens, each kind with a key of its own, and reads them. */
@Injectable()
export class JwtTokens {
  private readonly keys: Record<Claims['typ'], KeyObject>;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    secrets: Secrets,
  ) {
    this.keys = {
      access: createSecretKey(secrets.key('access-token')),
      refresh: createSecretKey(secrets.key('refresh-token')),
    };
  }

  access(subject: TokenSubject): string {
    return this.sign('access', subject, randomUUID(), this.config.accessTokenTtl);
  }

  /** `refreshId` is what the session's row must hold for the token to be good. */
  refresh(subject: TokenSubject, refreshId: string): string {
    return this.sign('refresh', subject, refreshId, this.config.refreshTokenTtl);
  }

  /** Throws `TokenNotValid` for what is no refresh token of ours, or has expired. */
  readRefresh(token: string): TokenSubject & { refreshId: string } {
    let claims: unknown;
    try {
      if (!withinTokenLength(token)) throw new TokenNotValid();
      const held = { algorithms: [ALGORITHM], issuer: ISSUER, ignoreExpiration: true } satisfies VerifyOptions;
      claims = jwt.verify(token, this.keys.refresh, held);
    } catch {
      throw new TokenNotValid();
    }
    const { sub, sid, jti } = this.current(claims, 'refresh');
    return { accountId: Number(sub), sessionId: sid, refreshId: jti };
  }

  get accessKey(): KeyObject {
    return this.keys.access;
  }

  /** For claims whose signature is right; by the injected clock. Throws `TokenNotValid`. */
  current(given: unknown, typ: Claims['typ']): Claims {
    const claims = given as Partial<Claims>;
    const { exp, sub, sid, jti } = claims;
    const isComplete =
      typeof exp === 'number' &&
      Number.isSafeInteger(sid) &&
      typeof jti === 'string' &&
      /^\d{1,16}$/.test(sub ?? '');
    if (claims.typ !== typ || !isComplete || exp * 1000 <= this.clock.millis()) throw new TokenNotValid();
    return claims as Claims;
  }

  private sign(
    typ: Claims['typ'],
    { accountId, sessionId }: TokenSubject,
    jti: string,
    lifetimeMs: number,
  ): string {
    const iat = Math.floor(this.clock.millis() / 1000);
    const exp = iat + Math.ceil(lifetimeMs / 1000);
    const claims: Claims = { iss: ISSUER, sub: String(accountId), sid: sessionId, typ, jti, iat, exp };
    return jwt.sign(claims, this.keys[typ], { algorithm: ALGORITHM });
  }
}

export function withinTokenLength(token: string | undefined): string | null {
  return token && token.length <= MAX_TOKEN ? token : null;
}
