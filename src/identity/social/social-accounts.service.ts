import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { Selection } from '../../platform/database/selection/selection.js';
import type { PageRequest, Page } from '../../platform/http/lists/lists.js';
import { NotFound } from '../../shared/errors.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { ReauthenticationService, type IdentityProof } from '../credentials/reauthentication.service.js';
import { FactorsQueries } from '../factors/factors.queries.js';
import { OnlyWayToSignIn } from '../identity.errors.js';
import { SocialAccountsRepository } from './social-accounts.repository.js';
import type { SocialAccountResponse } from './social.dto.js';

const COLUMNS = 'id, provider, issuer, subject AS uid, email, connected_at, last_login_at AS last_login';

@Injectable()
export class SocialAccountsService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly social: SocialAccountsRepository,
    private readonly reauthentication: ReauthenticationService,
    private readonly factors: FactorsQueries,
    private readonly audit: AuditTrail,
    private readonly config: Config,
  ) {}

  async list(personId: number, page: PageRequest): Promise<Page<SocialAccountResponse>> {
    const { items, ...rest } = await new Selection({ from: 'identity.social_accounts', id: 'id' })
      .must('account_id = $personId', { personId })
      .page<SocialAccountResponse & { issuer: string }>(this.db, COLUMNS, page);
    return { items: items.map(({ issuer, ...account }) => this.named(account, issuer)), ...rest };
  }

  private named(account: SocialAccountResponse, issuer: string): SocialAccountResponse {
    const { oidcProviders } = this.config;
    const known = account.provider === 'oidc' && oidcProviders.find((provider) => provider.issuer === issuer);
    return known ? { ...account, provider: known.key } : account;
  }

  /** Refuses as `ReauthenticationService` does, another person's with 404, the only way to sign in with 409. */
  async disconnect(caller: Caller, id: number, proof: IdentityProof): Promise<void> {
    const { id: personId } = await this.reauthentication.require(caller, proof);
    await this.db.transaction(async (tx) => {
      await this.accounts.getForUpdate(tx, personId);
      const connected = await this.social.idsOf(tx, personId);
      if (!connected.includes(id)) throw new NotFound('The connected account');
      const { provider } = await this.social.unlink(tx, id);
      if (!(await this.factors.canSignIn(tx, personId))) throw new OnlyWayToSignIn();
      await this.audit.record(tx, {
        actorId: personId,
        action: 'identity.provider_unlinked',
        subjectType: 'account',
        subjectId: personId,
        details: { provider },
      });
    });
  }
}
