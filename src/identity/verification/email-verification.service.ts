import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { Clock } from '../../shared/clock.js';
import { InvalidInput } from '../../shared/errors.js';
import { withMinimumDuration } from '../../shared/waiting/minimum-duration.js';
import type { Account } from '../accounts/account.entity.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { FirstProofService } from '../credentials/first-proof.service.js';
import { ReauthenticationService, type IdentityProof } from '../credentials/reauthentication.service.js';
import { ErasureService } from '../erasure/erasure.service.js';
import { EmailTaken, InvalidToken } from '../identity.errors.js';
import { EmailVerified } from '../identity.events.js';
import { AccountMails } from '../mails/account.mail.js';
import { MailedTokensRepository } from '../mails/mailed-tokens.repository.js';

/** E-mail addresses: the links that prove them, and the change to another one. */
@Injectable()
export class EmailVerificationService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly mailedTokens: MailedTokensRepository,
    private readonly firstProof: FirstProofService,
    private readonly reauthentication: ReauthenticationService,
    private readonly erasure: ErasureService,
    private readonly mailer: Mailer,
    private readonly mails: AccountMails,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Verifies the address, changes to the new one, or erases a registration that the address's owner denies.
   * Refuses bad links with 400, a taken address with 409.
   */
  async verify(token: string): Promise<'verified' | 'erased'> {
    const denied = await this.mailedTokens.deniedBy(this.db, token);
    if (denied !== null) {
      await this.erasure.deny(denied);
      return 'erased';
    }
    await this.db.transaction((tx) => this.prove(tx, token));
    return 'verified';
  }

  private async prove(tx: Tx, token: string): Promise<void> {
    const proof = await this.mailedTokens.get(tx, token, ['verify_email', 'change_email']);
    const account = await this.accounts.getForUpdate(tx, proof.accountId);
    await this.mailedTokens.use(tx, proof);
    const changes = proof.purpose === 'change_email';
    if (!changes && proof.email !== account.email) throw new InvalidToken();
    if (changes)
      await this.mailedTokens.revoke(tx, account.id, ['verify_email', 'change_email', 'reset_password']);
    const proven = await this.firstProof.prove(tx, account, proof.email, 'registration');
    const hadPassword = account.passwordHash !== null;
    const moved = { email: proof.email, conflictingEmail: null, emailVerifiedAt: this.clock.now() };
    await this.accounts.change(tx, account, { ...proven, ...(changes && moved) });
    if (hadPassword && account.passwordHash === null)
      await this.mailer.send(this.mails.passwordDropped(account), tx);
    await this.record(tx, account, changes ? 'identity.email_changed' : 'identity.email_verified');
    await this.outbox.publish(tx, EmailVerified, { personId: account.id });
  }

  /** Answers the same, and as fast, whether or not somebody waits for the link at this address. */
  async resend(email: string): Promise<void> {
    await withMinimumDuration(async () => {
      await this.db.transaction(async (tx) => {
        const account = await this.accounts.findByEmailForUpdate(tx, email);
        const waits = account && account.emailVerifiedAt === null && account.status !== 'suspended';
        const token = waits
          ? await this.mailedTokens.issue(tx, account.id, 'verify_email', account.email!)
          : null;
        if (waits && token) await this.mailer.send(this.mails.verification(account, token), tx);
      });
    });
  }

  /**
   * The change takes effect when the link to the new address is used. Refuses as `ReauthenticationService`, a
   * taken address with 409, the sixth mail in an hour with 429.
   */
  async changeEmail(caller: Caller, email: string, proof: IdentityProof): Promise<void> {
    const { id: personId } = await this.reauthentication.require(caller, proof);
    const [taken] = await this.db.query('SELECT FROM identity.accounts WHERE email = $1 AND id <> $2', [
      email,
      personId,
    ]);
    if (taken) throw new EmailTaken();
    await this.db.transaction(async (tx) => {
      const account = await this.accounts.getForUpdate(tx, personId);
      if (email === account.email) throw new InvalidInput({ email: ['This is your address already.'] });
      await this.mailedTokens.revoke(tx, personId, ['change_email']);
      const token = await this.mailedTokens.issueOrRefuse(tx, personId, 'change_email', email);
      await this.mailer.send(this.mails.newAddress(account, email, token), tx);
      await this.mailer.send(this.mails.addressChangeAsked(account), tx);
      await this.record(tx, account, 'identity.email_change_asked');
    });
  }

  private record(tx: Tx, account: Account, action: string): Promise<void> {
    return this.audit.record(tx, {
      actorId: account.id,
      action,
      subjectType: 'account',
      subjectId: account.id,
    });
  }
}
