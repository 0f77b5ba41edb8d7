import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { InvalidInput, type FieldErrors } from '../../shared/errors.js';
import { isTimeZone } from '../../shared/local-days.js';
import { AccountCreationService } from '../accounts/account-creation.service.js';
import type { Account } from '../accounts/account.entity.js';
import { isReserved, slugFrom } from '../accounts/slug.policy.js';
import { USERNAME } from '../accounts/username.policy.js';
import { PasswordHasher } from '../credentials/password-hasher.adapter.js';
import { passwordProblems } from '../credentials/password.policy.js';
import { AccountMails } from '../mails/account.mail.js';
import { MailedTokensRepository } from '../mails/mailed-tokens.repository.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import type { NewAccount, Registration } from './registration.dto.js';

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
   * username or address that is taken with 409.
   */
  async register(
    request: NewAccount,
    options: { signsIn: boolean; withCookie: boolean },
  ): Promise<Registration> {
    const problems = problemsOf(request, this.config.siteName);
    if (Object.keys(problems).length > 0) throw new InvalidInput(problems);
    const passwordHash = await this.hasher.hash(request.password);
    const { password: _, ...values } = request;
    return this.creation.withFreeSlug(request.username, (slug) =>
      this.db.transaction(async (tx) => {
        const account = await this.creation.create(tx, { ...values, slug, passwordHash }, 'registration');
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

function problemsOf(request: NewAccount, siteName: string): FieldErrors {
  const { username, password, userType, timezone } = request;
  const problems: FieldErrors = {};
  if (!USERNAME.test(username)) {
    problems.username = ['Use letters, digits and _ . + - only, and begin with a letter, a digit or _.'];
  } else if (isReserved(slugFrom(username))) {
    problems.username = ['The server uses this word itself.'];
  }
  if (userType === 'admin') problems.userType = ['Nobody can register as an administrator.'];
  if (timezone !== undefined && !isTimeZone(timezone))
    problems.timezone = [`"${timezone}" is not a known time zone.`];
  const weak = passwordProblems(password, { ...request, siteName });
  if (weak.length > 0) problems.password = weak;
  return problems;
}
