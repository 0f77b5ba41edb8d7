import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import { Clock } from '../../shared/clock.js';
import type { Account } from '../accounts/account.entity.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { ReauthenticationRequired, WrongPassword } from '../identity.errors.js';
import type { AttemptedLogin } from './login-throttle.policy.js';
import { LoginThrottle } from './login-throttle.repository.js';
import { PasswordHasher } from './password-hasher.adapter.js';

const RECENT_MS = 10 * 60_000;

/** Asks somebody who is signed in once more who they are, before what a stolen session must not do. */
@Injectable()
export class ReauthenticationService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly hasher: PasswordHasher,
    private readonly throttle: LoginThrottle,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * By the password where one is given, else by a sign-in of this session within ten minutes. Throws
   * `WrongPassword` (400), `ReauthenticationRequired` (403), and `SignInSlowed` (429) like a sign-in.
   */
  async require(caller: Caller, password: string | undefined, field = 'password'): Promise<Account> {
    const account = await this.accounts.get(caller.id);
    if (password === undefined || account.passwordHash === null) {
      if (await this.isRecent(caller)) return account;
      throw new ReauthenticationRequired();
    }
    const attempt = { name: account.username!, accountId: account.id };
    await this.throttle.check(attempt);
    if (await this.hasher.verify(account.passwordHash, password)) return account;
    await this.refused(attempt, field);
    throw new WrongPassword(field);
  }

  async isRecent({ sessionId }: Caller): Promise<boolean> {
    const [session] = await this.db.query(
      `SELECT FROM identity.sessions
       WHERE id = $1 AND method <> 'token' AND revoked_at IS NULL AND created_at >= $2`,
      [sessionId, new Date(this.clock.millis() - RECENT_MS)],
    );
    return session !== undefined;
  }

  private async refused(attempt: AttemptedLogin, field: string): Promise<void> {
    const id = attempt.accountId;
    await this.db.transaction(async (tx) => {
      await this.throttle.recordFailure(tx, attempt);
      await this.audit.record(tx, {
        actorId: id,
        action: 'identity.password_refused',
        subjectType: 'account',
        subjectId: id,
        details: { field },
      });
    });
  }
}
