import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Config } from '../../platform/config/config.js';
import { currentRequest } from '../../platform/context/request-context.js';
import { Database } from '../../platform/database/database.js';
import type { DomainError } from '../../shared/errors.js';
import { mayUseSessions, type Account } from '../accounts/account.entity.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import type { AttemptedLogin } from '../credentials/login-throttle.policy.js';
import { LoginThrottle } from '../credentials/login-throttle.repository.js';
import { PasswordHasher } from '../credentials/password-hasher.adapter.js';
import { AccountDisabled, AccountNotVerified, InvalidCredentials } from '../identity.errors.js';
import type { SignedInAccount } from '../sessions/session.entity.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import { isDemoLogin } from './demo-logins.policy.js';

export interface PasswordSignIn {
  /** A username or an e-mail address. */
  login: string;
  password: string;
  withCookie: boolean;
  /** Thrown for an unknown user or a wrong password. */
  refusal?: new () => DomainError;
}

@Injectable()
export class SignInService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsRepository,
    private readonly hasher: PasswordHasher,
    private readonly throttle: LoginThrottle,
    private readonly audit: AuditTrail,
    private readonly config: Config,
  ) {}

  /**
   * Refuses unknown users and wrong passwords in the same words and the same time; only who knows the password
   * learns that the account is disabled (401) or not verified (403). Slowed after failures (429).
   */
  async withPassword({
    login,
    password,
    withCookie,
    refusal = InvalidCredentials,
  }: PasswordSignIn): Promise<SignedInAccount> {
    const account = await this.accounts.findByLogin(login);
    const known = account?.status === 'erased' ? null : account;
    const attempt = { name: login, accountId: known?.id ?? null };
    await this.throttle.check(attempt);
    const right = (await this.hasher.verify(known?.passwordHash, password)) && this.isUsable(known, password);
    if (!known || !right) {
      await this.failed(attempt, 'wrong_credentials');
      throw new refusal();
    }
    const barrier = this.barrier(known);
    if (barrier) {
      await this.failed(attempt, barrier.code.toLowerCase());
      throw barrier;
    }
    const signedIn = await this.open(known, withCookie);
    if (!signedIn) throw new refusal();
    await this.throttle.clear(attempt);
    return signedIn;
  }

  /** Demo logins work in development and from this machine alone, whatever the database holds. */
  private isUsable(account: Account | null, password: string): boolean {
    if (!isDemoLogin(account?.username ?? null, password)) return true;
    return this.config.env.NODE_ENV === 'development' && currentRequest()?.isFromThisMachine?.() === true;
  }

  private barrier(account: Account): DomainError | null {
    if (!mayUseSessions(account)) return new AccountDisabled();
    const waits = this.config.requireEmailVerification && account.status === 'pending_verification';
    return waits ? new AccountNotVerified() : null;
  }

  /** Null when the account changed since its password was checked. */
  private open(checked: Account, withCookie: boolean): Promise<SignedInAccount | null> {
    return this.db.transaction(async (tx) => {
      const account = await this.accounts.recordSignIn(tx, checked.id);
      if (!account || account.passwordHash !== checked.passwordHash) return null;
      const session = await this.sessions.open(tx, account.id, 'password', { withCookie });
      await this.audit.record(tx, {
        actorId: account.id,
        action: 'identity.signed_in',
        subjectType: 'session',
        subjectId: session.sessionId,
        details: { method: 'password' },
      });
      return { ...session, account };
    });
  }

  /** The name that was tried is not kept: people type passwords into the wrong field. */
  private async failed(attempt: AttemptedLogin, reason: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.throttle.recordFailure(tx, attempt);
      await this.audit.record(tx, {
        actorId: null,
        action: 'identity.sign_in_failed',
        subjectType: 'account',
        subjectId: attempt.accountId,
        details: { method: 'password', reason },
      });
    });
  }
}
