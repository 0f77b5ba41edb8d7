import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import type { Scope } from '../../platform/auth/scopes.js';
import { Database } from '../../platform/database/database.js';
import { prepared, type Sql } from '../../platform/database/prepared-statement.js';
import { Fanout } from '../../platform/engine/ports/fanout.js';
import { tokenDigest } from '../../platform/secrets/secrets.js';
import { Clock } from '../../shared/clock.js';
import { fullNameOf, mayUseSessions, type AccountStatus, type UserType } from '../accounts/account.entity.js';
import { AccountDisabled, SessionEnded } from '../identity.errors.js';
import {
  ACCOUNTS_CHANNEL,
  SESSIONS_CHANNEL,
  type AccountsChangedMessage,
  type SessionsRevokedMessage,
} from '../identity.events.js';
import { LastUsedTracker } from './last-used-tracker.repository.js';

/** How long a process can miss a revocation whose message did not reach it. */
const REMEMBERED_MS = 20_000;
const MOST_REMEMBERED = 50_000;

interface SessionRow {
  id: number;
  accountId: number;
  expiresAt: Date;
  lastUsedAt: Date;
  /** A token that never was is to show its first use at once. */
  wasUsed: boolean;
  revoked: boolean;
  status: AccountStatus;
  username: string;
  email: string;
  firstName: string;
  lastName: string;
  timezone: string;
  userType: UserType;
  scopes: readonly Scope[] | null;
}

interface Remembered {
  caller: Omit<Caller, 'via'>;
  expiresAt: number;
  goodUntil: number;
}

const COLUMNS = `s.id, s.account_id AS "accountId", s.expires_at AS "expiresAt", s.last_used_at AS "lastUsedAt",
  (s.scopes IS NULL OR s.last_used_at > s.created_at) AS "wasUsed",
  s.revoked_at IS NOT NULL AS revoked, a.status, a.username, coalesce(a.email, '') AS email,
  a.first_name AS "firstName", a.last_name AS "lastName", a.timezone, a.user_type AS "userType", s.scopes`;
const FROM = 'FROM identity.sessions s JOIN identity.accounts a ON a.id = s.account_id';
const BY_ID = prepared('identity-session-by-id', `SELECT ${COLUMNS} ${FROM} WHERE s.id = $1`);
const BY_COOKIE = prepared(
  'identity-session-by-cookie',
  `SELECT ${COLUMNS} ${FROM} WHERE s.cookie_digest = $1`,
);
const BY_TOKEN = prepared(
  'identity-session-by-token',
  `SELECT ${COLUMNS} ${FROM} JOIN identity.api_tokens t ON t.session_id = s.id WHERE t.digest = $1`,
);

const ENDED = `
  SELECT asked.id FROM unnest($1::bigint[]) AS asked (id)
  LEFT JOIN (identity.sessions s JOIN identity.accounts a ON a.id = s.account_id) ON s.id = asked.id
  WHERE s.id IS NULL OR s.revoked_at IS NOT NULL OR s.expires_at <= $2 OR a.status IN ('suspended', 'erased')`;

/**
 * Each process remembers for seconds the sessions it saw, and forgets them at once when the fan-out says that
 * they were revoked; while the fan-out is cut, it remembers nothing.
 */
@Injectable()
export class SessionCache implements OnModuleInit {
  private readonly byId = new Map<number, Remembered>();
  private readonly byCookie = new Map<string, number>();
  private readonly byToken = new Map<string, number>();
  /** A row that was read before a drop is not remembered after it. */
  private drops = 0;

  constructor(
    private readonly db: Database,
    private readonly fanout: Fanout,
    private readonly clock: Clock,
    private readonly lastUsed: LastUsedTracker,
  ) {}

  onModuleInit(): void {
    this.fanout.subscribe<SessionsRevokedMessage>(SESSIONS_CHANNEL, ({ sessionIds }) =>
      this.forget(sessionIds),
    );
    this.fanout.subscribe<AccountsChangedMessage>(ACCOUNTS_CHANNEL, ({ accountIds }) =>
      this.forgetAccounts(accountIds),
    );
    this.fanout.onReconnect(() => this.forgetAll());
  }

  /** One query, past everything that is remembered. */
  async endedOf(sessionIds: number[]): Promise<number[]> {
    const rows = await this.db.query<{ id: number }>(ENDED, [sessionIds, this.clock.now()]);
    return rows.map(({ id }) => id);
  }

  /** Throws `SessionEnded` or `AccountDisabled`. */
  async withId(sessionId: number): Promise<Omit<Caller, 'via'>> {
    return this.recall(sessionId) ?? (await this.load(BY_ID, sessionId)).caller;
  }

  withCookie(cookie: string): Promise<Omit<Caller, 'via'>> {
    return this.withSecret(BY_COOKIE, this.byCookie, cookie);
  }

  withToken(token: string): Promise<Omit<Caller, 'via'>> {
    return this.withSecret(BY_TOKEN, this.byToken, token);
  }

  private async withSecret(sql: Sql, ids: Map<string, number>, secret: string): Promise<Omit<Caller, 'via'>> {
    const digest = tokenDigest(secret);
    const key = digest.toString('base64');
    const known = ids.get(key);
    const remembered = known === undefined ? undefined : this.recall(known);
    if (remembered) return remembered;
    const { caller, kept } = await this.load(sql, digest);
    if (kept) remember(ids, key, caller.sessionId);
    return caller;
  }

  private recall(sessionId: number): Omit<Caller, 'via'> | undefined {
    const known = this.byId.get(sessionId);
    if (!known) return undefined;
    const now = this.clock.millis();
    if (now >= known.goodUntil || !this.fanout.connected) {
      this.byId.delete(sessionId);
      return undefined;
    }
    if (now >= known.expiresAt) throw new SessionEnded();
    this.lastUsed.record(sessionId, now);
    return known.caller;
  }

  private async load(sql: Sql, key: number | Buffer): Promise<{ caller: Omit<Caller, 'via'>; kept: boolean }> {
    const dropsBefore = this.drops;
    const [row] = await this.db.query<SessionRow>(sql, [key]);
    const now = this.clock.millis();
    if (row?.status === 'suspended') throw new AccountDisabled();
    if (!row || row.revoked || !mayUseSessions(row) || row.expiresAt.getTime() <= now) throw new SessionEnded();
    const caller = callerOf(row);
    this.lastUsed.start(row.id, row.wasUsed ? row.lastUsedAt.getTime() : 0, now);
    const kept = this.fanout.connected && this.drops === dropsBefore;
    if (kept)
      remember(this.byId, row.id, {
        caller,
        expiresAt: row.expiresAt.getTime(),
        goodUntil: now + REMEMBERED_MS,
      });
    return { caller, kept };
  }

  private forget(sessionIds: number[]): void {
    this.drops++;
    for (const id of sessionIds) this.byId.delete(id);
  }

  private forgetAll(): void {
    this.drops++;
    this.byId.clear();
  }

  private forgetAccounts(accountIds: number[]): void {
    this.drops++;
    const changed = new Set(accountIds);
    for (const [id, { caller }] of this.byId) if (changed.has(caller.id)) this.byId.delete(id);
  }
}

function callerOf(row: SessionRow): Omit<Caller, 'via'> {
  const { id, accountId, username, email, timezone, userType, expiresAt, scopes } = row;
  return {
    id: accountId,
    username,
    email,
    fullName: fullNameOf(row),
    timezone,
    userType,
    isAdmin: userType === 'admin',
    sessionId: id,
    scopes,
    expiresAt,
  };
}

function remember<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
  if (map.size >= MOST_REMEMBERED) map.delete(map.keys().next().value as Key);
  map.set(key, value);
}
