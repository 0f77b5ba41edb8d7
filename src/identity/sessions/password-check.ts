import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Account } from '../accounts/account.entity.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { NoPassword, WrongPassword } from '../identity.errors.js';
import { Passwords } from './passwords.js';
import { SignInPace } from './sign-in-pace.js';

/** Asks somebody who is signed in for the password once more. */
@Injectable()
export class PasswordCheck {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly passwords: Passwords,
    private readonly pace: SignInPace,
  ) {}

  /** Throws `WrongPassword` (400), `NoPassword` (409) for an account without one, and is slowed like a sign-in (429). */
  async require(personId: number, password: string, field: string): Promise<Account> {
    const account = await this.accounts.get(personId);
    if (account.passwordHash === null) throw new NoPassword();
    await this.pace.check(account.username!);
    if (await this.passwords.verify(account.passwordHash, password)) return account;
    await this.db.transaction((tx) => this.pace.noteFailure(tx, account.username!));
    throw new WrongPassword(field);
  }
}
