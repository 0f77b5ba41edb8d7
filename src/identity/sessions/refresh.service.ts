import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { tokenDigest } from '../../platform/secrets/secrets.js';
import { Refusal, unlessRefused } from '../../shared/errors.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { RefreshTokenReused, SessionEnded } from '../identity.errors.js';
import { AccountMails } from '../mails/account.mail.js';
import { JwtTokens } from './jwt-tokens.adapter.js';
import { SessionsRepository } from './sessions.repository.js';

export interface Refreshed {
  access: string;
  refresh: string;
  /** The caller's cookie, where it is this session's: it lives on as long as the new refresh token. */
  keepsCookie: string | null;
}

/** A token that comes a second time was copied by somebody: its whole session ends. */
@Injectable()
export class RefreshService {
  constructor(
    private readonly db: Database,
    private readonly tokens: JwtTokens,
    private readonly sessions: SessionsRepository,
    private readonly accounts: AccountsRepository,
    private readonly audit: AuditTrail,
    private readonly mailer: Mailer,
    private readonly mails: AccountMails,
  ) {}

  /** The token that was sent is used up. Refuses with 401. */
  async rotate(refresh: string, cookie: string | null): Promise<Refreshed> {
    const { accountId, sessionId, refreshId } = this.tokens.readRefresh(refresh);
    return this.decided<Refreshed>(accountId, sessionId, async (tx) => {
      const rotation = await this.sessions.rotate(tx, sessionId, accountId, refreshId);
      if (rotation.outcome !== 'rotated') return rotation.outcome;
      const keepsCookie = cookie !== null && rotation.cookieDigest?.equals(tokenDigest(cookie)) ? cookie : null;
      return { keepsCookie, ...this.sessions.tokensOf(accountId, sessionId, rotation.refreshId) };
    });
  }

  /** The refresh token stays good. Refuses with 401. */
  async access(refresh: string): Promise<{ access: string }> {
    const { accountId, sessionId, refreshId } = this.tokens.readRefresh(refresh);
    return this.decided<{ access: string }>(accountId, sessionId, async (tx) => {
      const standing = await this.sessions.tokenState(tx, sessionId, accountId, refreshId);
      if (standing !== 'current') return standing;
      return { access: this.tokens.access({ accountId, sessionId }) };
    });
  }

  /** The refusal is thrown after the commit, because ending the session must not be rolled back with it. */
  private async decided<T extends object>(
    accountId: number,
    sessionId: number,
    decide: (tx: Tx) => Promise<T | 'reused' | 'dead'>,
  ): Promise<Exclude<T, Refusal>> {
    const outcome = await this.db.transaction(async (tx) => {
      const decision = await decide(tx);
      if (typeof decision === 'object') return decision;
      if (decision === 'dead') return new Refusal(new SessionEnded());
      await this.endReused(tx, accountId, sessionId);
      return new Refusal(new RefreshTokenReused());
    });
    return unlessRefused(outcome);
  }

  private async endReused(tx: Tx, accountId: number, sessionId: number): Promise<void> {
    const ended = await this.sessions.revoke(tx, {
      ...{ accountId, only: sessionId, of: 'sign-ins', because: 'refresh_reused' },
    });
    if (ended.length === 0) return;
    const account = await this.accounts.find(tx, accountId);
    await this.audit.record(tx, {
      actorId: null,
      action: 'identity.refresh_token_reused',
      subjectType: 'session',
      subjectId: sessionId,
      details: { account_id: accountId },
    });
    if (account?.email) await this.mailer.send(this.mails.refreshReused(account, sessionId), tx);
  }
}
