import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { MediaFiles } from '../../platform/files/media-files.js';
import { Outbox } from '../../platform/events/outbox.js';
import { pageOf, type Page } from '../../platform/http/lists/lists.js';
import { Registries } from '../../platform/registries/registries.js';
import { canonicalEmail } from '../../shared/email-address.js';
import { toAccountResponse, type AccountResponse } from '../accounts/account.dto.js';
import { mayUseSessions, standingOf, type Account, type UserType } from '../accounts/account.entity.js';
import { AccountsQueries } from '../accounts/accounts.queries.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { ReauthenticationService, type IdentityProof } from '../credentials/reauthentication.service.js';
import { LastAdmin } from '../identity.errors.js';
import { AccountReactivated, AccountSuspended } from '../identity.events.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import { RolesService } from '../administration/roles.service.js';
import { USERS_ORDERING, type AdminUsersQuery } from './admin-users.dto.js';

export interface AdminAccountChanges {
  status?: 'active' | 'suspended';
  userType?: UserType;
}

@Injectable()
export class AdminUsersService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly queries: AccountsQueries,
    private readonly media: MediaFiles,
    private readonly sessions: SessionsRepository,
    private readonly roles: RolesService,
    private readonly reauthentication: ReauthenticationService,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly registries: Registries,
  ) {}

  async list(asked: AdminUsersQuery): Promise<Page<AccountResponse>> {
    const { search, username, status, user_type: userType, organizer_requested: asksToOrganize } = asked;
    const email = asked.email === undefined ? undefined : (canonicalEmail(asked.email) ?? '');
    const { items, ...count } = await this.queries.list(
      { search, username, email, status, userType, asksToOrganize },
      pageOf(asked, USERS_ORDERING),
    );
    return { items: items.map((account) => toAccountResponse(account, this.media)), ...count };
  }

  /** Erased ones are `NotFound`. */
  async read(id: number): Promise<AccountResponse> {
    return toAccountResponse(await this.accounts.get(id), this.media);
  }

  /**
   * Suspending and a new role end every session and token; what the person offers follows at once. Refuses an
   * erased account with 404, the last admin with 409; a new role as `ReauthenticationService` does.
   */
  async change(
    caller: Caller,
    personId: number,
    { status, userType }: AdminAccountChanges,
    proof: IdentityProof,
  ): Promise<Account> {
    if (userType !== undefined) await this.reauthentication.require(caller, proof);
    return this.db.transaction(async (tx) => {
      const hasOtherAdmin = await this.accounts.hasOtherAdmin(tx, personId);
      const account = await this.accounts.getForUpdate(tx, personId);
      const losesAdmin = status === 'suspended' || (userType !== undefined && userType !== 'admin');
      const isActingAdmin = account.userType === 'admin' && mayUseSessions(account);
      if (isActingAdmin && losesAdmin && !hasOtherAdmin) throw new LastAdmin();
      if (userType !== undefined) await this.changeRole(tx, caller.id, account, userType);
      if (status === 'suspended' && account.status !== 'suspended') await this.suspend(tx, caller, account);
      if (status === 'active' && account.status !== 'active') await this.activate(tx, caller, account);
      await this.registries.followStanding(tx, personId, standingOf(account));
      return account;
    });
  }

  private async changeRole(tx: Tx, actorId: number, account: Account, to: UserType): Promise<void> {
    if (to !== account.userType) return this.roles.change(tx, account, to, actorId);
    if (account.organizerRequestedAt === null) return;
    await this.accounts.change(tx, account, { organizerRequestedAt: null });
    await this.record(tx, actorId, account, 'identity.organizer_refused');
  }

  private async suspend(tx: Tx, caller: Caller, account: Account): Promise<void> {
    await this.accounts.change(tx, account, { status: 'suspended' });
    await this.sessions.revoke(tx, { accountId: account.id, of: 'both', because: 'suspended' });
    await this.record(tx, caller.id, account, 'identity.suspended');
    await this.outbox.publish(tx, AccountSuspended, { personId: account.id, actorId: caller.id });
  }

  private async activate(tx: Tx, caller: Caller, account: Account): Promise<void> {
    const from = account.status;
    await this.accounts.change(tx, account, { status: 'active' });
    await this.record(tx, caller.id, account, 'identity.activated', { from });
    await this.outbox.publish(tx, AccountReactivated, { personId: account.id, actorId: caller.id });
  }

  private record(
    tx: Tx,
    actorId: number,
    account: Account,
    action: string,
    details: object = {},
  ): Promise<void> {
    return this.audit.record(tx, {
      actorId,
      action,
      subjectType: 'account',
      subjectId: account.id,
      details,
    });
  }
}
