import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Config } from '../../platform/config/config.js';
import type { Tx } from '../../platform/database/tx.js';
import { Registries } from '../../platform/registries/registries.js';
import { Clock } from '../../shared/clock.js';
import { InvalidInput, NotFound } from '../../shared/errors.js';
import { AccountCreationService } from '../accounts/account-creation.service.js';
import { standingOf, type Account } from '../accounts/account.entity.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { isReserved, slugFrom } from '../accounts/slug.policy.js';
import { usernameFrom } from '../accounts/username.policy.js';
import { PasswordHasher } from '../credentials/password-hasher.adapter.js';
import { passwordProblems } from '../credentials/password.policy.js';
import { PasswordsService, type OperatorsReset } from '../credentials/passwords.service.js';
import { RolesService } from './roles.service.js';

/** Advisory lock: of several processes that start one makes the first administrator. */
const LOCK = 4_927_004;

export interface NewAdmin {
  /** In its canonical form. */
  email: string;
  password: string;
}

/** What whoever operates the installation does to accounts, from its machine alone. */
@Injectable()
export class OperatorService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly creation: AccountCreationService,
    private readonly roles: RolesService,
    private readonly registries: Registries,
    private readonly hasher: PasswordHasher,
    private readonly passwords: PasswordsService,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  async hasAdmin(tx: Pick<Tx, 'query'> = this.db): Promise<boolean> {
    const admins = await tx.query(
      `SELECT FROM identity.accounts
       WHERE user_type = 'admin' AND status IN ('active', 'pending_verification') LIMIT 1`,
    );
    return admins.length > 0;
  }

  /** By username or address. Throws `NotFound`. */
  async find(login: string): Promise<Account> {
    const account = await this.accounts.findByLogin(login);
    if (!account || account.status === 'erased') throw new NotFound('The user');
    return account;
  }

  /** With a verified address. Refuses a weak password with `InvalidInput`, and a taken address. */
  async createAdmin(admin: NewAdmin): Promise<Account> {
    const hash = await this.passwordHash(admin);
    return this.db.transaction((tx) => this.insert(tx, admin, hash));
  }

  /** Where there is none; undefined where there is one by now, or the address has an account. */
  async createFirstAdmin(admin: NewAdmin): Promise<Account | undefined> {
    const hash = await this.passwordHash(admin);
    return this.db.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
      if ((await this.hasAdmin(tx)) || (await this.accounts.findByEmail(tx, admin.email))) return undefined;
      return this.insert(tx, admin, hash);
    });
  }

  /** Ends every session of the account. */
  promote(accountId: number): Promise<Account> {
    return this.db.transaction(async (tx) => {
      const account = await this.accounts.getForUpdate(tx, accountId);
      if (account.userType !== 'admin') await this.roles.change(tx, account, 'admin', null);
      await this.registries.followStanding(tx, account.id, standingOf(account));
      return account;
    });
  }

  /** As `PasswordsService.resetByOperator`. */
  resetPassword(accountId: number): Promise<OperatorsReset> {
    return this.passwords.resetByOperator(accountId);
  }

  private passwordHash({ email, password }: NewAdmin): Promise<string> {
    const { siteName } = this.config;
    const weak = passwordProblems(password, { email, username: usernameFrom(email), siteName });
    if (weak.length > 0) throw new InvalidInput({ password: weak });
    return this.hasher.hash(password);
  }

  private async insert(tx: Tx, { email }: NewAdmin, passwordHash: string): Promise<Account> {
    const username = await this.freeUsername(tx, usernameFrom(email));
    const now = this.clock.now();
    const values = { username, email, passwordHash, slug: slugFrom(username), emailVerifiedAt: now };
    return this.creation.create(tx, { ...values, status: 'active', userType: 'admin' }, 'operator');
  }

  private async freeUsername(tx: Tx, wanted: string): Promise<string> {
    const candidates = [wanted, ...Array.from({ length: 99 }, (_, n) => `${wanted}${n + 2}`)];
    const taken = await tx.query<{ name: string }>(
      `SELECT username::text AS name FROM identity.accounts WHERE username = ANY ($names::citext[])
       UNION ALL SELECT slug FROM identity.accounts WHERE slug = ANY ($slugs)
       UNION ALL SELECT slug FROM identity.former_slugs WHERE slug = ANY ($slugs)`,
      { names: candidates, slugs: candidates.map(slugFrom) },
    );
    const names = new Set(taken.map(({ name }) => slugFrom(name)));
    const free = candidates.map(slugFrom).findIndex((slug) => !names.has(slug) && !isReserved(slug));
    return candidates[Math.max(free, 0)]!;
  }
}
