import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import { Clock } from '../../shared/clock.js';
import { InvalidInput, unlessRefused } from '../../shared/errors.js';
import type { Account } from '../accounts/account.entity.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { MfaRequired } from '../factors/factor.errors.js';
import { bringsFactor, SecondFactorService, type FactorProof } from '../factors/second-factor.service.js';
import { ReauthenticationRequired, WrongPassword } from '../identity.errors.js';
import { LoginThrottle } from './login-throttle.repository.js';
import { PasswordHasher } from './password-hasher.adapter.js';

const RECENT_MS = 10 * 60_000;

export interface IdentityProof extends FactorProof {
  password?: string;
}

/** Asks somebody who is signed in once more who they are, before what a stolen session must not do. */
@Injectable()
export class ReauthenticationService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly hasher: PasswordHasher,
    private readonly factor: SecondFactorService,
    private readonly throttle: LoginThrottle,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * By the password where one is given, else by a sign-in of this session within ten minutes; where the second
   * factor is on, by a code too, unless this session gave one in that time. Throws `WrongPassword` and
   * `InvalidCode` (400), `ReauthenticationRequired` and `MfaRequired` (403), `SignInSlowed` (429).
   */
  async require(caller: Caller, proof: IdentityProof, field = 'password'): Promise<Account> {
    const account = await this.accounts.get(caller.id);
    const { signedIn, gaveCode } = await this.recentOf(caller);
    const needsCode = account.mfaEnabledAt !== null && !gaveCode;
    if (needsCode && !bringsFactor(proof)) throw new MfaRequired();
    if (proof.password !== undefined && account.passwordHash !== null)
      await this.checkPassword(account, proof.password, field);
    else if (!signedIn) throw new ReauthenticationRequired();
    if (needsCode) await this.stepUp(caller, proof);
    return account;
  }

  /** Whoever has a password has to give it, however recent the sign-in. Throws as `require`. */
  async requirePassword(caller: Caller, password: string | undefined): Promise<void> {
    const account = await this.accounts.get(caller.id);
    if (account.passwordHash === null) {
      if (!(await this.isRecent(caller))) throw new ReauthenticationRequired();
      return;
    }
    if (password === undefined) throw new InvalidInput({ password: ['This field is required.'] });
    await this.checkPassword(account, password, 'password');
  }

  async isRecent(caller: Caller): Promise<boolean> {
    return (await this.recentOf(caller)).signedIn;
  }

  private async recentOf({ sessionId }: Caller): Promise<{ signedIn: boolean; gaveCode: boolean }> {
    const [session] = await this.db.query<{ signedIn: boolean; gaveCode: boolean }>(
      `SELECT created_at >= $2 AS "signedIn", coalesce(mfa_at >= $2, false) AS "gaveCode"
       FROM identity.sessions WHERE id = $1 AND method <> 'token' AND revoked_at IS NULL`,
      [sessionId, new Date(this.clock.millis() - RECENT_MS)],
    );
    return session ?? { signedIn: false, gaveCode: false };
  }

  private async checkPassword(account: Account, password: string, field: string): Promise<void> {
    const attempt = { name: account.username!, accountId: account.id };
    await this.throttle.check(attempt);
    if (await this.hasher.verify(account.passwordHash, password)) return;
    await this.db.transaction(async (tx) => {
      await this.throttle.recordFailure(tx, attempt);
      await this.audit.record(tx, {
        actorId: account.id,
        action: 'identity.password_refused',
        subjectType: 'account',
        subjectId: account.id,
        details: { field },
      });
    });
    throw new WrongPassword(field);
  }

  private async stepUp(caller: Caller, proof: FactorProof): Promise<void> {
    const outcome = await this.db.transaction(async (tx) => {
      const account = await this.accounts.getForUpdate(tx, caller.id);
      const refusal = await this.factor.check(tx, account, proof);
      if (!refusal)
        await tx.query('UPDATE identity.sessions SET mfa_at = $2 WHERE id = $1', [
          caller.sessionId,
          this.clock.now(),
        ]);
      return refusal;
    });
    unlessRefused(outcome);
  }
}
