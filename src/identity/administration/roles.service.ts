import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import type { Account, UserType } from '../accounts/account.entity.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { UserTypeChanged } from '../identity.events.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';

@Injectable()
export class RolesService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsRepository,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
  ) {}

  /** Of an account that `tx` holds locked; without an actor by who operates the installation. */
  async change(tx: Tx, account: Account, to: UserType, actorId: number | null): Promise<void> {
    const from = account.userType;
    await this.accounts.change(tx, account, { userType: to, organizerRequestedAt: null });
    await this.sessions.revoke(tx, { accountId: account.id, of: 'both', because: 'role_changed' });
    await this.audit.record(tx, {
      actorId,
      action: 'identity.user_type_changed',
      subjectType: 'account',
      subjectId: account.id,
      details: { from, to },
    });
    await this.outbox.publish(tx, UserTypeChanged, { personId: account.id, actorId, from, to });
  }
}
