import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { randomToken } from '../../platform/secrets/secrets.js';
import { Clock } from '../../shared/clock.js';
import { InvalidInput } from '../../shared/errors.js';
import { withMinimumDuration } from '../../shared/waiting/minimum-duration.js';
import { mayUseSessions, type Account } from '../accounts/account.entity.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { AccountDisabled, InvalidToken, WrongPassword } from '../identity.errors.js';
import { AccountMails } from '../mails/account.mail.js';
import { MailedTokensRepository } from '../mails/mailed-tokens.repository.js';
import type { RevocationReason } from '../sessions/session.entity.js';
import { SessionsRepository, type Revocation } from '../sessions/sessions.repository.js';
import { FirstProofService } from './first-proof.service.js';
import { PasswordHasher } from './password-hasher.adapter.js';
import { passwordProblems } from './password.policy.js';
import { ReauthenticationService, type IdentityProof } from './reauthentication.service.js';

const LIFTED_MS = 3_600_000;
const OPERATORS_LETTERS = 20;

export interface OperatorsReset {
  password: string;
  letsInUntil: Date;
}

export interface PasswordChange {
  proof: IdentityProof;
  password: string;
  endsTokens: boolean;
}

/** New passwords for those who forgot theirs, and for those who know it. */
@Injectable()
export class PasswordsService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsRepository,
    private readonly mailedTokens: MailedTokensRepository,
    private readonly hasher: PasswordHasher,
    private readonly reauthentication: ReauthenticationService,
    private readonly firstProof: FirstProofService,
    private readonly mailer: Mailer,
    private readonly mails: AccountMails,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Answers the same, and as fast, whether or not the address is known. */
  async requestReset(email: string): Promise<void> {
    await withMinimumDuration(async () => {
      await this.db.transaction(async (tx) => {
        const account = await this.accounts.findByEmailForUpdate(tx, email);
        await this.record(tx, null, account?.id ?? null, 'identity.password_reset_asked');
        if (!account || account.status === 'suspended' || account.status === 'erased') return;
        const token = await this.mailedTokens.issue(tx, account.id, 'reset_password', account.email!);
        if (token) await this.mailer.send(this.mails.passwordReset(account, token), tx);
      });
    });
  }

  /**
   * Ends every session and token. The link proves the address, too: where it never was, ways to sign in that
   * somebody else may have prepared are closed.
   */
  async reset(token: string, password: string): Promise<void> {
    const proof = await this.mailedTokens.get(this.db, token, ['reset_password']);
    const passwordHash = await this.acceptable(await this.accounts.get(proof.accountId), password);
    await this.db.transaction(async (tx) => {
      const account = await this.accounts.getForUpdate(tx, proof.accountId);
      await this.mailedTokens.use(tx, proof);
      if (proof.email !== account.email) throw new InvalidToken();
      const proven = await this.firstProof.prove(tx, account, proof.email, 'reset');
      await this.change(tx, account, { ...proven, passwordHash }, 'password_reset', { of: 'both' });
    });
  }

  /** Ends every other session, tokens on request. Refuses as `ReauthenticationService`, and a weak password. */
  async changePassword(caller: Caller, { proof, password, endsTokens }: PasswordChange): Promise<void> {
    const checked = await this.reauthentication.require(caller, proof, 'current_password');
    const passwordHash = await this.acceptable(checked, password);
    await this.db.transaction(async (tx) => {
      const account = await this.accounts.getForUpdate(tx, caller.id);
      if (account.passwordHash !== checked.passwordHash) throw new WrongPassword('current_password');
      const of = endsTokens ? 'both' : 'sign-ins';
      const ended = { of, except: caller.sessionId } as const;
      await this.change(tx, account, { passwordHash }, 'password_changed', ended);
    });
  }

  /**
   * For who is locked out: a new password, told to the operator alone, which for an hour lets in where the
   * domain asks for single sign-on. Ends all sessions and tokens. Throws `AccountDisabled` for a suspended
   * account.
   */
  async resetByOperator(accountId: number): Promise<OperatorsReset> {
    const password = randomToken().slice(0, OPERATORS_LETTERS);
    const passwordHash = await this.hasher.hash(password);
    const letsInUntil = new Date(this.clock.millis() + LIFTED_MS);
    return this.db.transaction(async (tx) => {
      const account = await this.accounts.getForUpdate(tx, accountId);
      if (!mayUseSessions(account)) throw new AccountDisabled();
      const changes = { passwordHash, ssoLiftedUntil: letsInUntil };
      await this.change(tx, account, changes, 'password_reset_by_operator', { of: 'both', actorId: null });
      return { password, letsInUntil };
    });
  }

  private async change(
    tx: Tx,
    account: Account,
    changes: Partial<Account>,
    because: RevocationReason,
    { of, except, actorId = account.id }: Pick<Revocation, 'of' | 'except'> & { actorId?: number | null },
  ): Promise<void> {
    await this.accounts.change(tx, account, { ...changes, passwordChangedAt: this.clock.now() });
    // Every link that is still under way was asked for by whoever knew the old password.
    await this.mailedTokens.revoke(tx, account.id, ['reset_password', 'change_email']);
    await this.sessions.revoke(tx, { accountId: account.id, of, except, because });
    await this.record(tx, actorId, account.id, `identity.${because}`);
    await this.mailer.send(this.mails.passwordChanged(account), tx);
  }

  private acceptable(account: Account, password: string): Promise<string> {
    const problems = passwordProblems(password, { ...account, siteName: this.config.siteName });
    if (problems.length > 0) throw new InvalidInput({ newPassword: problems });
    return this.hasher.hash(password);
  }

  private record(tx: Tx, actorId: number | null, accountId: number | null, action: string): Promise<void> {
    return this.audit.record(tx, { actorId, action, subjectType: 'account', subjectId: accountId });
  }
}
