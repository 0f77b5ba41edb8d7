import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { OwnSecondFactor } from '../factors/factor.errors.js';
import { FactorsQueries, type KnownFactors } from '../factors/factors.queries.js';
import { SecondFactorsRepository } from '../factors/second-factors.repository.js';
import { AccountMails } from '../mails/account.mail.js';
import { SessionsQueries } from '../sessions/sessions.queries.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import type { FactorsResponse, PersonSessionsResponse } from './admin-factors.dto.js';

/** How somebody signs in, for those who help people that cannot any more. */
@Injectable()
export class AdminFactorsService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsRepository,
    private readonly sessionsQueries: SessionsQueries,
    private readonly factors: SecondFactorsRepository,
    private readonly factorsQueries: FactorsQueries,
    private readonly mailer: Mailer,
    private readonly mails: AccountMails,
    private readonly audit: AuditTrail,
  ) {}

  async sessionsOf(caller: Caller, personId: number): Promise<PersonSessionsResponse> {
    const factors = toFactorsResponse(await this.factorsQueries.of(personId));
    return { sessions: await this.sessionsQueries.liveOf(personId, caller.sessionId), factors };
  }

  /** Removes a lost second factor, which ends every session; nothing where there is none. Refuses one's own. */
  async reset(caller: Caller, personId: number): Promise<void> {
    if (personId === caller.id) throw new OwnSecondFactor();
    await this.db.transaction(async (tx) => {
      const account = await this.accounts.getForUpdate(tx, personId);
      const passkeys = await this.factors.removePasskeys(tx, personId);
      if (account.mfaEnabledAt === null && passkeys.length === 0) return;
      await this.accounts.change(tx, account, { mfaEnabledAt: null });
      await this.factors.remove(tx, personId);
      await this.sessions.revoke(tx, { accountId: personId, of: 'sign-ins', because: 'mfa_reset' });
      await this.audit.record(tx, {
        actorId: caller.id,
        action: 'identity.mfa_reset',
        subjectType: 'account',
        subjectId: personId,
        details: { passkeys: passkeys.length },
      });
      await this.mailer.send(this.mails.mfaReset(account), tx);
    });
  }
}

function toFactorsResponse(factors: KnownFactors): FactorsResponse {
  return {
    has_password: factors.hasPassword,
    mfa_enabled: factors.mfaEnabledAt !== null,
    mfa_enabled_at: factors.mfaEnabledAt,
    recovery_codes_left: factors.recoveryCodesLeft,
    providers: factors.providers,
    passkeys: factors.passkeys,
  };
}
