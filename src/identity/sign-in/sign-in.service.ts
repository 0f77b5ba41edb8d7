import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Config } from '../../platform/config/config.js';
import { currentRequest } from '../../platform/context/request-context.js';
import { Database } from '../../platform/database/database.js';
import { Clock } from '../../shared/clock.js';
import type { DomainError } from '../../shared/errors.js';
import { mayUseSessions, type Account } from '../accounts/account.entity.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import type { AttemptedLogin } from '../credentials/login-throttle.policy.js';
import { LoginThrottle } from '../credentials/login-throttle.repository.js';
import { PasswordHasher } from '../credentials/password-hasher.adapter.js';
import type { Door } from '../factors/mfa-token.entity.js';
import { MfaTokensRepository } from '../factors/mfa-tokens.repository.js';
import { InvalidCredentials } from '../identity.errors.js';
import type { SignedInAccount } from '../sessions/session.entity.js';
import { SessionOpeningService } from '../sessions/session-opening.service.js';
import { isDemoLogin } from '../demo/demo-logins.policy.js';
import { barrierOf } from './sign-in-barrier.policy.js';

export interface PasswordSignIn {
  /** A username or an e-mail address. */
  login: string;
  password: string;
  door: Door;
  /** Thrown for an unknown user or a wrong password. */
  refusal?: new () => DomainError;
}

/** The password was right; the second factor is still to come. */
export interface HalfSignedIn {
  mfaToken: string;
}

@Injectable()
export class SignInService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly opening: SessionOpeningService,
    private readonly mfaTokens: MfaTokensRepository,
    private readonly hasher: PasswordHasher,
    private readonly throttle: LoginThrottle,
    private readonly audit: AuditTrail,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses unknown users and wrong passwords in the same words and the same time; only who knows the password
   * learns that the account is disabled (401) or not verified (403), or that a second factor is asked for.
   * Slowed after failures (429).
   */
  async withPassword({
    login,
    password,
    door,
    refusal = InvalidCredentials,
  }: PasswordSignIn): Promise<SignedInAccount | HalfSignedIn> {
    const account = await this.accounts.findByLogin(login);
    const known = account?.status === 'erased' ? null : account;
    const attempt = { name: login, accountId: known?.id ?? null };
    await this.throttle.check(attempt);
    const right = (await this.hasher.verify(known?.passwordHash, password)) && this.isUsable(known, password);
    if (!known || !right) {
      await this.failed(attempt, 'wrong_credentials');
      throw new refusal();
    }
    const barrier = barrierOf(known, this.config, this.clock.now());
    if (barrier) {
      await this.failed(attempt, barrier.code.toLowerCase());
      throw barrier;
    }
    const signedIn = await this.open(known, door);
    if (!signedIn) throw new refusal();
    await this.throttle.clear(attempt);
    return signedIn;
  }

  /** Demo logins work in development and from this machine alone, whatever the database holds. */
  private isUsable(account: Account | null, password: string): boolean {
    if (!isDemoLogin(account?.username ?? null, password)) return true;
    return this.config.env.NODE_ENV === 'development' && currentRequest()?.isFromThisMachine?.() === true;
  }

  /** Null when the account changed since its password was checked. */
  private open(checked: Account, door: Door): Promise<SignedInAccount | HalfSignedIn | null> {
    return this.db.transaction(async (tx) => {
      const account = await this.accounts.findForUpdate(tx, checked.id);
      if (!account || !mayUseSessions(account) || account.passwordHash !== checked.passwordHash) return null;
      if (account.mfaEnabledAt !== null) return { mfaToken: await this.mfaTokens.issue(tx, account.id, door) };
      await this.accounts.stampSignIn(tx, account);
      const options = { withCookie: door !== 'tokens' };
      return { ...(await this.opening.open(tx, account, 'password', options)), account };
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
