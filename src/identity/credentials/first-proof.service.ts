import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Tx } from '../../platform/database/tx.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { Clock } from '../../shared/clock.js';
import { emailVerified, type Account } from '../accounts/account.entity.js';
import { SecondFactorsRepository } from '../factors/second-factors.repository.js';
import { AccountMails } from '../mails/account.mail.js';
import { MailedTokensRepository } from '../mails/mailed-tokens.repository.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';

/** How somebody proved the address: by a link mailed for a registration, by a reset, by a provider's word. */
export type ProofMeans = 'registration' | 'reset' | 'provider';

/** Whoever first proves an address takes the account over from those who may have prepared it. */
@Injectable()
export class FirstProofService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly mailedTokens: MailedTokensRepository,
    private readonly factors: SecondFactorsRepository,
    private readonly mailer: Mailer,
    private readonly mails: AccountMails,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * What is to change in the account, which `tx` holds locked; nothing where it has proven one before. Ends
   * links of other addresses, and sessions. The registration's own password and session stay where its mail was
   * answered.
   */
  async prove(tx: Tx, account: Account, address: string, means: ProofMeans): Promise<Partial<Account>> {
    if (account.emailVerifiedAt !== null) return {};
    const registers = means === 'registration';
    await tx.query('DELETE FROM identity.social_accounts WHERE account_id = $1 AND email IS DISTINCT FROM $2', [
      account.id,
      address,
    ]);
    await this.mailedTokens.revoke(tx, account.id, ['verify_email', 'change_email', 'reset_password']);
    await this.sessions.revoke(tx, {
      accountId: account.id,
      of: 'both',
      because: 'address_proven',
      ...(registers && { exceptMethod: 'registration' }),
    });
    // Whoever prepared the account must not keep its owner out by a factor of theirs.
    if (!registers) await this.factors.remove(tx, account.id);
    await this.endPasskeys(tx, account);
    const keepsPassword = registers && account.passwordChangedAt === null;
    return {
      ...emailVerified(account, this.clock.now()),
      ...(!keepsPassword && { passwordHash: null }),
      ...(!registers && { mfaEnabledAt: null }),
    };
  }

  /** A passkey outlives a reset of the password, so none may stay that others have added. */
  private async endPasskeys(tx: Tx, account: Account): Promise<void> {
    const names = await this.factors.removePasskeys(tx, account.id);
    if (names.length === 0) return;
    await this.audit.record(tx, {
      actorId: null,
      action: 'identity.passkeys_ended',
      subjectType: 'account',
      subjectId: account.id,
      details: { passkeys: names.length },
    });
    await this.mailer.send(this.mails.passkeysEnded(account, names), tx);
  }
}
