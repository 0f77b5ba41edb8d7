import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Database } from '../../platform/database/database.js';
import type { Account } from '../accounts/account.entity.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { NoPassword, WrongPassword } from '../identity.errors.js';
import { LoginThrottle } from './login-throttle.repository.js';
import { PasswordHasher } from './password-hasher.adapter.js';

/** Asks somebody who is signed in for the password once more. */
@Injectable()
export class PasswordCheckService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly hasher: PasswordHasher,
    private readonly throttle: LoginThrottle,
    private readonly audit: AuditTrail,
  ) {}

  /** Throws `WrongPassword` (400), `NoPassword` (409), and `SignInSlowed` (429) like a sign-in. */
  async require(personId: number, password: string, field: string): Promise<Account> {
    const account = await this.accounts.get(personId);
    if (account.passwordHash === null) throw new NoPassword();
    await this.throttle.check(account.username!);
    if (await this.hasher.verify(account.passwordHash, password)) return account;
    await this.db.transaction(async (tx) => {
      await this.throttle.recordFailure(tx, account.username!);
      await this.audit.record(tx, {
        actorId: personId,
        action: 'identity.password_refused',
        subjectType: 'account',
        subjectId: personId,
        details: { field },
      });
    });
    throw new WrongPassword(field);
  }
}
