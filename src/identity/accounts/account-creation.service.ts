import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Registries } from '../../platform/registries/registries.js';
import { SlugTaken } from '../identity.errors.js';
import { AccountRegistered } from '../identity.events.js';
import type { Account } from './account.entity.js';
import { AccountsRepository } from './accounts.repository.js';
import { distinctSlugFrom, slugFrom } from './slug.policy.js';

const SLUG_TRIES = 4;

/** New accounts, whether people register here or come through a provider. */
@Injectable()
export class AccountCreationService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly registries: Registries,
  ) {}

  /** Inserts the account with its audit row and event. Refuses a taken username, address or slug. */
  async create(tx: Tx, values: Partial<Account>, method: string): Promise<Account> {
    const account = await this.accounts.insert(tx, values);
    await this.audit.record(tx, {
      actorId: account.id,
      action: 'identity.registered',
      subjectType: 'account',
      subjectId: account.id,
      details: { method, user_type: account.userType },
    });
    await this.outbox.publish(tx, AccountRegistered, {
      personId: account.id,
      userType: account.userType,
      method,
    });
    await this.registries.welcome(tx, account.id);
    return account;
  }

  /** Two usernames can lead to one slug: the later one gets an ending. */
  async withFreeSlug<T>(username: string, work: (slug: string) => Promise<T>): Promise<T> {
    let slug = slugFrom(username);
    for (let attempt = 1; ; attempt++) {
      try {
        return await work(slug);
      } catch (error) {
        if (!(error instanceof SlugTaken) || attempt >= SLUG_TRIES) throw error;
        slug = distinctSlugFrom(username);
      }
    }
  }
}
