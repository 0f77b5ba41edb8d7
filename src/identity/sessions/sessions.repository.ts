import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { currentRequest } from '../../platform/context/request-context.js';
import type { Tx } from '../../platform/database/tx.js';
import { Fanout } from '../../platform/engine/ports/fanout.js';
import { Outbox } from '../../platform/events/outbox.js';
import { randomToken, tokenDigest } from '../../platform/secrets/secrets.js';
import { Clock } from '../../shared/clock.js';
import { SESSIONS_CHANNEL, SessionRevoked, type SessionsRevokedMessage } from '../identity.events.js';
import { JwtTokens } from './jwt-tokens.adapter.js';
import type { RevocationReason, SignedIn, SignInMethod } from './session.entity.js';

export type Rotation =
  { outcome: 'rotated'; refreshId: string; cookieDigest: Buffer | null } | { outcome: 'reused' | 'dead' };

export interface SessionOptions {
  withCookie: boolean;
  /** The sign-in took a second factor. */
  mfa?: boolean;
}

/** `isNewDevice`: the account was signed in to before, but from no such program. */
export type OpenedSession = SignedIn & { isNewDevice: boolean };

export interface Revocation {
  accountId: number;
  only?: number;
  except?: number;
  among?: number[];
  /** Of people's own sign-ins, of tokens for programs, or of both. */
  of: 'sign-ins' | 'tokens' | 'both';
  /** Sessions that began so stay. */
  exceptMethod?: SignInMethod;
  because: RevocationReason;
}

@Injectable()
export class SessionsRepository {
  constructor(
    private readonly tokens: JwtTokens,
    private readonly outbox: Outbox,
    private readonly fanout: Fanout,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** For the caller of the current request. `tx` must hold the account locked. */
  async open(
    tx: Tx,
    accountId: number,
    method: SignInMethod,
    { withCookie, mfa = false }: SessionOptions,
  ): Promise<OpenedSession> {
    const request = currentRequest();
    const userAgent = request?.userAgent ?? '';
    const cookie = withCookie ? randomToken() : null;
    const refreshId = randomUUID();
    const [session] = await tx.query<{ id: number; isNewDevice: boolean }>(
      `INSERT INTO identity.sessions
         (account_id, method, mfa, mfa_at, refresh_id, cookie_digest, ip_address, user_agent,
          created_at, last_used_at, expires_at)
       VALUES ($accountId, $method, $mfa, CASE WHEN $mfa THEN $now::timestamptz END, $refreshId, $cookieDigest,
         $ip, $userAgent, $now, $now, $expiresAt)
       RETURNING id,
         EXISTS (SELECT FROM identity.sessions s WHERE s.account_id = $accountId)
         AND NOT EXISTS (SELECT FROM identity.sessions s WHERE s.account_id = $accountId AND s.method <> 'token'
           AND regexp_replace(s.user_agent, '[0-9._]+', '', 'g') = $unversioned) AS "isNewDevice"`,
      {
        ...{ accountId, method, mfa, refreshId, cookieDigest: cookie && tokenDigest(cookie) },
        ...{ ip: request?.ip ?? '', userAgent, unversioned: userAgent.replace(/[0-9._]+/g, '') },
        ...{ now: this.clock.now(), expiresAt: this.nextExpiry() },
      },
    );
    const { id: sessionId, isNewDevice } = session!;
    return { sessionId, isNewDevice, cookie, ...this.tokensOf(accountId, sessionId, refreshId) };
  }

  /**
   * Of any number of requests with one refresh token one statement wins; `reused`: the session lives, but has
   * gone on to another token.
   */
  async rotate(tx: Tx, sessionId: number, accountId: number, refreshId: string): Promise<Rotation> {
    const next = randomUUID();
    const [rotated] = await tx.query<{ cookieDigest: Buffer | null }>(
      `UPDATE identity.sessions SET refresh_id = $next, last_used_at = $now, expires_at = $expiresAt
       WHERE id = $sessionId AND account_id = $accountId AND refresh_id = $refreshId AND revoked_at IS NULL
         AND expires_at > $now
       RETURNING cookie_digest AS "cookieDigest"`,
      { sessionId, accountId, refreshId, next, now: this.clock.now(), expiresAt: this.nextExpiry() },
    );
    if (rotated) return { outcome: 'rotated', refreshId: next, ...rotated };
    return { outcome: (await this.isAlive(tx, sessionId, accountId)) ? 'reused' : 'dead' };
  }

  /** `current`: it is the newest of its session. */
  async tokenState(
    tx: Tx,
    sessionId: number,
    accountId: number,
    refreshId: string,
  ): Promise<'current' | 'reused' | 'dead'> {
    const [row] = await tx.query<{ current: boolean }>(
      `SELECT refresh_id IS NOT DISTINCT FROM $3::uuid AS current FROM identity.sessions
       WHERE id = $1 AND account_id = $2 AND revoked_at IS NULL AND expires_at > $4`,
      [sessionId, accountId, refreshId, this.clock.now()],
    );
    if (!row) return 'dead';
    return row.current ? 'current' : 'reused';
  }

  /** For a session that came through a provider; null when it is dead. */
  async issueFirstTokens(tx: Tx, sessionId: number): Promise<(SignedIn & { accountId: number }) | null> {
    const refreshId = randomUUID();
    const [session] = await tx.query<{ accountId: number }>(
      `UPDATE identity.sessions SET refresh_id = $2, last_used_at = $3
       WHERE id = $1 AND revoked_at IS NULL AND expires_at > $3 RETURNING account_id AS "accountId"`,
      [sessionId, refreshId, this.clock.now()],
    );
    if (!session) return null;
    const { accountId } = session;
    return { accountId, sessionId, cookie: null, ...this.tokensOf(accountId, sessionId, refreshId) };
  }

  /** With all sessions end the sign-ins that wait for a second factor. Answers the ids of those it ended. */
  async revoke(tx: Tx, revocation: Revocation): Promise<number[]> {
    const { accountId, only = null, except = null, among = null, of, because } = revocation;
    const { exceptMethod = null } = revocation;
    const ended = await tx.query<{ id: number }>(
      `WITH waiting AS (
         UPDATE identity.mfa_tokens SET used_at = $now
         WHERE account_id = $accountId AND used_at IS NULL AND $only::bigint IS NULL
           AND $of <> 'tokens')
       UPDATE identity.sessions SET revoked_at = $now, revoked_because = $because,
         refresh_id = NULL, cookie_digest = NULL
       WHERE account_id = $accountId AND revoked_at IS NULL
         AND ($only::bigint IS NULL OR id = $only) AND ($except::bigint IS NULL OR id <> $except)
         AND ($among::bigint[] IS NULL OR id = ANY ($among))
         AND ($exceptMethod::text IS NULL OR method <> $exceptMethod)
         AND ($of = 'both' OR (method = 'token') = ($of = 'tokens'))
       RETURNING id`,
      { accountId, only, except, among, exceptMethod, of, because, now: this.clock.now() },
    );
    const sessionIds = ended.map(({ id }) => id);
    if (sessionIds.length === 0) return [];
    tx.afterCommit(() =>
      this.fanout.publish(SESSIONS_CHANNEL, { sessionIds } satisfies SessionsRevokedMessage),
    );
    await this.outbox.publish(tx, SessionRevoked, { sessionIds, personId: accountId, reason: because });
    return sessionIds;
  }

  async isAlive(tx: Tx, sessionId: number, accountId: number): Promise<boolean> {
    const [row] = await tx.query(
      `SELECT FROM identity.sessions
       WHERE id = $1 AND account_id = $2 AND revoked_at IS NULL AND expires_at > $3`,
      [sessionId, accountId, this.clock.now()],
    );
    return row !== undefined;
  }

  tokensOf(accountId: number, sessionId: number, refreshId: string): { access: string; refresh: string } {
    const subject = { accountId, sessionId };
    return { access: this.tokens.access(subject), refresh: this.tokens.refresh(subject, refreshId) };
  }

  private nextExpiry(): Date {
    return new Date(this.clock.millis() + this.config.refreshTokenTtl);
  }
}
