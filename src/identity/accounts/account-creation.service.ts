import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Config } from '../../platform/config/config.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Registries } from '../../platform/registries/registries.js';
import { Clock } from '../../shared/clock.js';
import { AdmissionService } from '../admission/admission.service.js';
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
    private readonly admission: AdmissionService,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /**
   * For who comes by themselves: refuses with `RegistrationClosed`, and lets administrators decide who becomes
   * an organizer where that is wanted.
   */
  async register(tx: Tx, values: Partial<Account>, method: string): Promise<Account> {
    await this.admission.admit(tx, values.email ?? null);
    if (!this.config.approvesOrganizers || values.userType !== 'organizer')
      return this.create(tx, values, method);
    const asking = { userType: 'attendee', organizerRequestedAt: this.clock.now() } as const;
    return this.create(tx, { ...values, ...asking }, method);
  }

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
