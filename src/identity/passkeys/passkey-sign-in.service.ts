import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { Clock } from '../../shared/clock.js';
import { type DomainError, Refusal, unlessRefused } from '../../shared/errors.js';
import type { Account } from '../accounts/account.entity.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { MfaTokenNotValid } from '../factors/factor.errors.js';
import { MfaTokensRepository } from '../factors/mfa-tokens.repository.js';
import { AccountMails } from '../mails/account.mail.js';
import type { SignedInAccount, SignInMethod } from '../sessions/session.entity.js';
import { SessionOpeningService } from '../sessions/session-opening.service.js';
import { barrierOf } from '../sign-in/sign-in-barrier.policy.js';
import type { HalfSignedIn } from '../sign-in/sign-in.service.js';
import { PasskeyChallenges } from './passkey-challenges.repository.js';
import { PasskeyRefused } from './passkey.errors.js';
import { PasskeysRepository } from './passkeys.repository.js';
import { handleOf, Webauthn, type Answered, type Assertion } from './webauthn.adapter.js';

/** Signs in by a passkey alone, or completes a sign-in by password with one. */
@Injectable()
export class PasskeySignInService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly passkeys: PasskeysRepository,
    private readonly challenges: PasskeyChallenges,
    private readonly webauthn: Webauthn,
    private readonly mfaTokens: MfaTokensRepository,
    private readonly opening: SessionOpeningService,
    private readonly mailer: Mailer,
    private readonly mails: AccountMails,
    private readonly audit: AuditTrail,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** With a sign-in that waits, for its account's passkeys alone; refuses one that does not with 401. */
  async requestOptions(mfaToken: string | undefined) {
    if (mfaToken === undefined)
      return this.webauthn.requestOptions(await this.challenges.issue(this.db, {}), null);
    return this.db.transaction(async (tx) => {
      const waiting = await this.mfaTokens.findLive(tx, mfaToken);
      if (!waiting) throw new MfaTokenNotValid();
      const challenge = await this.challenges.issue(tx, { mfaTokenId: waiting.id });
      return this.webauthn.requestOptions(challenge, await this.passkeys.known(tx, waiting.accountId));
    });
  }

  /** Refuses with 401, after the commit: what a refused try has used up stays so. */
  async signIn(credential: object, mfaToken: string | undefined): Promise<SignedInAccount | HalfSignedIn> {
    const answered = this.webauthn.read(credential);
    if (!answered) throw new PasskeyRefused();
    const outcome = await this.db.transaction((tx) =>
      mfaToken === undefined
        ? this.alone(tx, credential, answered)
        : this.asSecondFactor(tx, credential, answered, mfaToken),
    );
    return unlessRefused(outcome);
  }

  private async alone(
    tx: Tx,
    credential: object,
    answered: Answered,
  ): Promise<SignedInAccount | HalfSignedIn | Refusal> {
    const isOurs = await this.challenges.take(tx, answered.challenge, {});
    const ownerId = isOurs ? await this.passkeys.ownerOf(tx, answered.credentialId) : null;
    const account = ownerId === null ? null : await this.accounts.findForUpdate(tx, ownerId);
    if (!account) return new Refusal(new PasskeyRefused());
    const assertion =
      answered.userHandle === null ? null : await this.proven(tx, account, credential, answered);
    if (!assertion) return this.failed(tx, account.id);
    const barred = barrierOf(account, this.config, this.clock.now());
    if (barred) return this.failed(tx, account.id, barred);
    if (!assertion.userVerified) {
      // Whoever holds the device could be anybody: it is one factor, and no person.
      if (account.mfaEnabledAt === null) return this.failed(tx, account.id);
      return { mfaToken: await this.mfaTokens.issue(tx, account.id, 'auth') };
    }
    return this.open(tx, account, 'passkey');
  }

  private async asSecondFactor(
    tx: Tx,
    credential: object,
    answered: Answered,
    mfaToken: string,
  ): Promise<SignedInAccount | Refusal> {
    const waiting = await this.mfaTokens.find(tx, mfaToken);
    const account = waiting && (await this.accounts.findForUpdate(tx, waiting.accountId));
    if (!account || !(await this.mfaTokens.take(tx, waiting.id))) return new Refusal(new MfaTokenNotValid());
    const barred = barrierOf(account, this.config, this.clock.now());
    if (barred) return this.failed(tx, account.id, barred);
    const isOurs = await this.challenges.take(tx, answered.challenge, { mfaTokenId: waiting.id });
    if (!isOurs || !(await this.proven(tx, account, credential, answered))) return this.failed(tx, account.id);
    await this.mfaTokens.use(tx, waiting.id);
    return this.open(tx, account, 'password');
  }

  private async open(tx: Tx, account: Account, method: SignInMethod): Promise<SignedInAccount> {
    await this.accounts.stampSignIn(tx, account);
    return { ...(await this.opening.open(tx, account, method, { withCookie: true, mfa: true })), account };
  }

  /** Null as well where the key is another's, or its counter went back, which its owner is told. */
  private async proven(
    tx: Tx,
    account: Account,
    credential: object,
    { credentialId, challenge, userHandle }: Answered,
  ): Promise<Assertion | null> {
    const key = await this.passkeys.find(tx, account.id, credentialId);
    if (!key || (userHandle !== null && userHandle !== handleOf(account.id))) return null;
    const assertion = await this.webauthn.verify(credential, challenge, key);
    if (!assertion || (await this.passkeys.use(tx, key.id, assertion))) return assertion;
    await this.record(tx, account.id, 'identity.passkey_counter_went_back', { passkey_id: key.id });
    await this.mailer.send(this.mails.passkeyCopied(account, key.name), tx);
    return null;
  }

  private async failed(tx: Tx, accountId: number, error: DomainError = new PasskeyRefused()): Promise<Refusal> {
    const details = { method: 'passkey', reason: error.code.toLowerCase() };
    await this.record(tx, accountId, 'identity.sign_in_failed', details);
    return new Refusal(error);
  }

  private record(tx: Tx, subjectId: number, action: string, details: object): Promise<void> {
    return this.audit.record(tx, { actorId: null, action, subjectType: 'account', subjectId, details });
  }
}
