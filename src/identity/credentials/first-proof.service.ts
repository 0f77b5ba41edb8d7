import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Clock } from '../../shared/clock.js';
import { emailVerified, type Account } from '../accounts/account.entity.js';
import { SecondFactorsRepository } from '../factors/second-factors.repository.js';
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
    const keepsPassword = registers && account.passwordChangedAt === null;
    return {
      ...emailVerified(account, this.clock.now()),
      ...(!keepsPassword && { passwordHash: null }),
      ...(!registers && { mfaEnabledAt: null }),
    };
  }
}
