import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { qrPng } from '../../platform/documents/drawing/qr.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { Clock } from '../../shared/clock.js';
import { unlessRefused, type Refusal } from '../../shared/errors.js';
import type { Account } from '../accounts/account.entity.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { ReauthenticationService, type IdentityProof } from '../credentials/reauthentication.service.js';
import { MfaAlreadyEnabled, MfaNotEnabled, MfaNotSetUp } from '../factors/factor.errors.js';
import { SecondFactorService } from '../factors/second-factor.service.js';
import { SecondFactorsRepository } from '../factors/second-factors.repository.js';
import { newTotpSecret, otpauthUrl } from '../factors/totp.policy.js';
import { AccountMails } from '../mails/account.mail.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import type { MfaSetupResponse } from './mfa.dto.js';

const QR_CODE_PIXELS = 256;

/** One's own second factor: set up, switched on and off, and its recovery codes. */
@Injectable()
export class MfaService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsRepository,
    private readonly factors: SecondFactorsRepository,
    private readonly factor: SecondFactorService,
    private readonly reauthentication: ReauthenticationService,
    private readonly mailer: Mailer,
    private readonly mails: AccountMails,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Nothing changes until a code of it comes back. Refuses as `ReauthenticationService`; on already, 409. */
  async setUp(caller: Caller, password: string | undefined): Promise<MfaSetupResponse> {
    const { mfaEnabledAt } = await this.accounts.get(caller.id);
    if (mfaEnabledAt !== null) throw new MfaAlreadyEnabled();
    await this.reauthentication.require(caller, { password });
    const secret = newTotpSecret();
    const label = await this.db.transaction(async (tx) => {
      const account = await this.accounts.getForUpdate(tx, caller.id);
      if (account.mfaEnabledAt !== null) throw new MfaAlreadyEnabled();
      await this.factors.setUp(tx, account.id, secret);
      await this.record(tx, account, 'identity.mfa_set_up');
      return account.email ?? account.username!;
    });
    const url = otpauthUrl(secret, this.config.mfaIssuer, label);
    const picture = (await qrPng(url, QR_CODE_PIXELS)).toString('base64');
    return { secret, otpauth_url: url, qr_code: `data:image/png;base64,${picture}` };
  }

  /** Ends the other sessions. Answers the recovery codes, this once. */
  async enable(caller: Caller, code: string): Promise<string[]> {
    const outcome = await this.db.transaction(async (tx) => {
      const account = await this.accounts.getForUpdate(tx, caller.id);
      if (account.mfaEnabledAt !== null) throw new MfaAlreadyEnabled();
      if (!(await this.factors.find(tx, account.id))) throw new MfaNotSetUp();
      const refusal = await this.factor.check(tx, account, { code });
      if (refusal) return refusal;
      await this.accounts.change(tx, account, { mfaEnabledAt: this.clock.now() });
      const codes = await this.factors.replaceRecoveryCodes(tx, account.id);
      await this.sessions.revoke(tx, {
        accountId: account.id,
        except: caller.sessionId,
        of: 'sign-ins',
        because: 'mfa_enabled',
      });
      await this.record(tx, account, 'identity.mfa_enabled');
      await this.mailer.send(this.mails.mfaEnabled(account), tx);
      return codes;
    });
    return unlessRefused(outcome);
  }

  async disable(caller: Caller, proof: IdentityProof): Promise<void> {
    await this.proven(caller, proof, async (tx, account) => {
      await this.accounts.change(tx, account, { mfaEnabledAt: null });
      await this.factors.remove(tx, account.id);
      await this.record(tx, account, 'identity.mfa_disabled');
      await this.mailer.send(this.mails.mfaDisabled(account), tx);
    });
  }

  /** Ten new ones; the old are void. */
  renewRecoveryCodes(caller: Caller, proof: IdentityProof): Promise<string[]> {
    return this.proven(caller, proof, async (tx, account) => {
      const codes = await this.factors.replaceRecoveryCodes(tx, account.id);
      await this.record(tx, account, 'identity.recovery_codes_renewed');
      return codes;
    });
  }

  /** By the password first: beside a wrong one no code is used up. Off already: 409. */
  private async proven<T>(
    caller: Caller,
    { password, ...proof }: IdentityProof,
    act: (tx: Tx, account: Account) => Promise<T>,
  ): Promise<Exclude<T, Refusal>> {
    const { mfaEnabledAt } = await this.accounts.get(caller.id);
    if (mfaEnabledAt === null) throw new MfaNotEnabled();
    await this.reauthentication.requirePassword(caller, password);
    const outcome = await this.db.transaction(async (tx) => {
      const account = await this.accounts.getForUpdate(tx, caller.id);
      if (account.mfaEnabledAt === null) throw new MfaNotEnabled();
      return (await this.factor.check(tx, account, proof)) ?? act(tx, account);
    });
    return unlessRefused(outcome);
  }

  private record(tx: Tx, { id }: Account, action: string): Promise<void> {
    return this.audit.record(tx, { actorId: id, action, subjectType: 'account', subjectId: id });
  }
}
