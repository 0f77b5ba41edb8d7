import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { Fanout } from '../../platform/engine/ports/fanout.js';
import { Clock } from '../../shared/clock.js';
import { canonicalEmail } from '../../shared/email-address.js';
import { NotFound } from '../../shared/errors.js';
import { EmailTaken, SlugTaken, TooManyFormerSlugs, UsernameTaken } from '../identity.errors.js';
import { ACCOUNTS_CHANNEL, type AccountsChangedMessage } from '../identity.events.js';
import { Account, mayUseSessions } from './account.entity.js';
import { USERNAME } from './username.policy.js';

/** Translates the names of constraints into refusals. */
@Injectable()
export class AccountsRepository {
  constructor(
    @InjectRepository(Account) private readonly accounts: Repository<Account>,
    private readonly fanout: Fanout,
    private readonly clock: Clock,
  ) {}

  /** By username or e-mail address, in any spelling; no text is both. */
  async findByLogin(login: string): Promise<Account | null> {
    const name = login.trim();
    if (USERNAME.test(name)) return this.accounts.findOneBy({ username: name });
    const email = canonicalEmail(name);
    return email ? this.accounts.findOneBy({ email }) : null;
  }

  /** Throws `NotFound` for an account that never was, or is erased. */
  async get(id: number): Promise<Account> {
    const account = await this.accounts.findOneBy({ id });
    if (!account || account.status === 'erased') throw new NotFound('The user');
    return account;
  }

  find(tx: Tx, id: number): Promise<Account | null> {
    return tx.manager.findOneBy(Account, { id });
  }

  /** Locks the account until the end of `tx`: nobody signs in to it or changes it meanwhile. */
  async getForUpdate(tx: Tx, id: number): Promise<Account> {
    const account = await this.findForUpdate(tx, id);
    if (!account || account.status === 'erased') throw new NotFound('The user');
    return account;
  }

  findByEmail(tx: Tx, email: string): Promise<Account | null> {
    return tx.manager.findOneBy(Account, { email });
  }

  findByEmailForUpdate(tx: Tx, email: string): Promise<Account | null> {
    return tx.manager.findOne(Account, { where: { email }, lock: { mode: 'pessimistic_write' } });
  }

  /** Locks the account; null for one that may not be signed in to. */
  async recordSignIn(tx: Tx, id: number): Promise<Account | null> {
    const account = await this.findForUpdate(tx, id);
    if (!account || !mayUseSessions(account)) return null;
    await this.stampSignIn(tx, account);
    return account;
  }

  findForUpdate(tx: Tx, id: number): Promise<Account | null> {
    return tx.manager.findOne(Account, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async stampSignIn(tx: Tx, account: Account): Promise<void> {
    account.signIn(this.clock.now());
    await tx.manager.update(Account, { id: account.id }, { lastLoginAt: account.lastLoginAt });
  }

  /** Refuses with `UsernameTaken`, `EmailTaken`, `SlugTaken` or `TooManyFormerSlugs`. */
  async insert(tx: Tx, values: Partial<Account>): Promise<Account> {
    const now = this.clock.now();
    const account = tx.manager.create(Account, { ...values, joinedAt: now, updatedAt: now });
    try {
      await tx.manager.insert(Account, account);
    } catch (error) {
      throw refusalOf(error);
    }
    return (await this.find(tx, account.id))!;
  }

  /**
   * Changes an account that `tx` holds locked, and makes every process forget its caller. Refuses like
   * `insert`.
   */
  async change(tx: Tx, account: Account, changes: Partial<Account>): Promise<Account> {
    account.change(changes, this.clock.now());
    try {
      await tx.manager.update(Account, { id: account.id }, { ...changes, updatedAt: account.updatedAt });
    } catch (error) {
      throw refusalOf(error);
    }
    tx.afterCommit(() =>
      this.fanout.publish(ACCOUNTS_CHANNEL, { accountIds: [account.id] } satisfies AccountsChangedMessage),
    );
    return account;
  }

  /** Whether somebody else can sign in as an admin; locks all admins until the end of `tx`. */
  async hasOtherAdmin(tx: Tx, id: number): Promise<boolean> {
    const admins = await tx.query<{ id: number }>(
      `SELECT id FROM identity.accounts
       WHERE user_type = 'admin' AND status IN ('active', 'pending_verification')
       ORDER BY id LIMIT 1000 FOR UPDATE`,
    );
    return admins.some((admin) => admin.id !== id);
  }
}

function refusalOf(error: unknown): unknown {
  if (violates(error, 'accounts_username_unique')) return new UsernameTaken();
  if (violates(error, 'accounts_email_unique')) return new EmailTaken();
  if (violates(error, 'accounts_slug_unique') || violates(error, 'accounts_slug_kept')) return new SlugTaken();
  if (violates(error, 'former_slugs_bounded')) return new TooManyFormerSlugs();
  return error;
}
