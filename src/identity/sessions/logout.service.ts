import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { NotFound } from '../../shared/errors.js';
import { JwtTokens } from './jwt-tokens.adapter.js';
import type { RevocationReason } from './session.entity.js';
import { SessionsRepository } from './sessions.repository.js';

interface Ended {
  actorId: number;
  accountId: number;
  sessionId: number;
  because: RevocationReason;
}

@Injectable()
export class LogoutService {
  constructor(
    private readonly db: Database,
    private readonly sessions: SessionsRepository,
    private readonly tokens: JwtTokens,
    private readonly audit: AuditTrail,
  ) {}

  /** Ends the caller's session, and the one of `refresh` where that is another of the caller's. */
  async signOut(caller: Caller, refresh?: string | null): Promise<void> {
    const other = this.sessionOf(refresh, caller);
    const signedOut = { actorId: caller.id, accountId: caller.id, because: 'signed_out' } as const;
    await this.db.transaction(async (tx) => {
      await this.end(tx, { ...signedOut, sessionId: caller.sessionId });
      if (other !== null && other !== caller.sessionId) await this.end(tx, { ...signedOut, sessionId: other });
    });
  }

  /** Refuses another's session, or a dead one, with 404. */
  async endSession(caller: Caller, sessionId: number): Promise<void> {
    await this.endOf(caller, caller.id, sessionId, 'ended_by_owner');
  }

  /** As an administrator, of anybody; the person's others stay. Refuses like `endSession`. */
  async endSessionOf(caller: Caller, personId: number, sessionId: number): Promise<void> {
    await this.endOf(caller, personId, sessionId, 'ended_by_admin');
  }

  /** Ends all other sessions of the caller; tokens for programs stay. */
  async endOthers(caller: Caller): Promise<void> {
    await this.db.transaction(async (tx) => {
      const which = { accountId: caller.id, except: caller.sessionId, of: 'sign-ins' } as const;
      const ended = await this.sessions.revoke(tx, { ...which, because: 'ended_by_owner' });
      await this.audit.record(tx, {
        actorId: caller.id,
        action: 'identity.others_signed_out',
        subjectType: 'account',
        subjectId: caller.id,
        details: { ended: ended.length },
      });
    });
  }

  private async endOf(
    { id: actorId }: Caller,
    accountId: number,
    sessionId: number,
    because: RevocationReason,
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
      if (!(await this.end(tx, { actorId, accountId, sessionId, because }))) throw new NotFound('The session');
    });
  }

  private async end(tx: Tx, { actorId, accountId, sessionId, because }: Ended): Promise<boolean> {
    const ended = await this.sessions.revoke(tx, { accountId, only: sessionId, of: 'sign-ins', because });
    if (ended.length === 0) return false;
    await this.audit.record(tx, {
      ...{ actorId, action: 'identity.signed_out', subjectType: 'session', subjectId: sessionId },
      details: actorId === accountId ? { because } : { because, account: accountId },
    });
    return true;
  }

  /** Another's or a bad refresh token is ignored: the caller is signed out all the same. */
  private sessionOf(refresh: string | null | undefined, caller: Caller): number | null {
    if (!refresh) return null;
    try {
      const { accountId, sessionId } = this.tokens.readRefresh(refresh);
      return accountId === caller.id ? sessionId : null;
    } catch {
      return null;
    }
  }
}
