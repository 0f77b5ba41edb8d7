import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { InvalidInput } from '../../shared/errors.js';
import { AccountCreationService } from '../accounts/account-creation.service.js';
import type { Account } from '../accounts/account.entity.js';
import { PasswordHasher } from '../credentials/password-hasher.adapter.js';
import { SsoRequired } from '../identity.errors.js';
import { AccountMails } from '../mails/account.mail.js';
import { MailedTokensRepository } from '../mails/mailed-tokens.repository.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import type { Registration } from './registration.dto.js';
import { registrationProblems, type NewAccount } from './registration.policy.js';
import { isOfDomain } from './sign-in-barrier.policy.js';

@Injectable()
export class RegistrationService {
  constructor(
    private readonly db: Database,
    private readonly creation: AccountCreationService,
    private readonly sessions: SessionsRepository,
    private readonly hasher: PasswordHasher,
    private readonly mailedTokens: MailedTokensRepository,
    private readonly mailer: Mailer,
    private readonly mails: AccountMails,
    private readonly config: Config,
  ) {}

  /**
   * Mails the link that verifies the address. Refuses weak passwords, reserved names and admins with 400, a
   * username or address that is taken with 409, with `SsoRequired` who is to come by an organization, and as
   * `AccountCreationService.register` does.
   */
  async register(
    request: NewAccount,
    options: { signsIn: boolean; withCookie: boolean },
  ): Promise<Registration> {
    const problems = registrationProblems(request, this.config.siteName);
    if (Object.keys(problems).length > 0) throw new InvalidInput(problems);
    if (isOfDomain(request.email, this.config.ssoRequiredDomains)) throw new SsoRequired();
    const passwordHash = await this.hasher.hash(request.password);
    const { password: _, ...values } = request;
    return this.creation.withFreeSlug(request.username, (slug) =>
      this.db.transaction(async (tx) => {
        const account = await this.creation.register(tx, { ...values, slug, passwordHash }, 'registration');
        await this.mailVerification(tx, account);
        const opens = options.signsIn && !this.config.requireEmailVerification;
        const session = opens ? await this.sessions.open(tx, account.id, 'registration', options) : null;
        return { account, session };
      }),
    );
  }

  private async mailVerification(tx: Tx, account: Account): Promise<void> {
    const token = await this.mailedTokens.issue(tx, account.id, 'verify_email', account.email!);
    if (token) await this.mailer.send(this.mails.verification(account, token), tx);
  }
}
