import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { Clock } from '../../shared/clock.js';
import { DomainError } from '../../shared/errors.js';
import { AccountCreationService } from '../accounts/account-creation.service.js';
import type { Account } from '../accounts/account.entity.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { isReserved, slugFrom } from '../accounts/slug.policy.js';
import { usernameFrom } from '../accounts/username.policy.js';
import { FirstProofService } from '../credentials/first-proof.service.js';
import { ReauthenticationService } from '../credentials/reauthentication.service.js';
import {
  AccountDisabled,
  AccountExists,
  AccountNotVerified,
  EmailTaken,
  InvalidToken,
  ProviderEmailNotVerified,
  ReauthenticationRequired,
  SlugTaken,
  SocialAccountInUse,
  SsoDomainRefused,
  SsoRequired,
  UsernameTaken,
} from '../identity.errors.js';
import { EmailVerified } from '../identity.events.js';
import { AccountMails } from '../mails/account.mail.js';
import type { ProviderProfile } from '../oauth/provider-profile.policy.js';
import type { LinkIntent } from '../oauth/state-cookies.adapter.js';
import type { SignedInAccount } from '../sessions/session.entity.js';
import { SessionOpeningService } from '../sessions/session-opening.service.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import { decide, mayUseSso, type Decision } from './linking.policy.js';
import { mustUseSso } from '../sign-in/sign-in-barrier.policy.js';
import { SocialAccountsRepository } from './social-accounts.repository.js';

const REFUSALS = {
  in_use: SocialAccountInUse,
  email_not_verified: ProviderEmailNotVerified,
  account_exists: AccountExists,
  not_verified: AccountNotVerified,
  not_recent: ReauthenticationRequired,
};
/** Others take names and link subjects at the same moment: then it is decided anew. */
const CONTESTED = [UsernameTaken, SlugTaken, EmailTaken, SocialAccountInUse];
const ATTEMPTS = 4;
const TITLES: Record<string, string> = { google: 'Google', github: 'GitHub', saml: 'single sign-on' };

/** What a protocol has to do in the sign-in's own transaction. */
export interface SignInSteps {
  before?(tx: Tx): Promise<void>;
  after?(tx: Tx, sessionId: number): Promise<void>;
}

export interface SocialSignIn {
  /** For the front end's address: exchanged once for tokens. */
  code: string;
  cookie: string;
}

/** Finds, links or makes the account that a provider vouches for. */
@Injectable()
export class SocialSignInService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly social: SocialAccountsRepository,
    private readonly sessions: SessionsRepository,
    private readonly opening: SessionOpeningService,
    private readonly creation: AccountCreationService,
    private readonly firstProof: FirstProofService,
    private readonly reauthentication: ReauthenticationService,
    private readonly outbox: Outbox,
    private readonly mailer: Mailer,
    private readonly mails: AccountMails,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  async linkIntentOf(caller: Caller): Promise<LinkIntent> {
    const { id: accountId, sessionId } = caller;
    return { accountId, sessionId, isRecent: await this.reauthentication.isRecent(caller) };
  }

  /** Links the provider to who was signed in when the browser left. */
  async signIn(
    profile: ProviderProfile,
    link: LinkIntent | null,
    steps: SignInSteps = {},
  ): Promise<SocialSignIn> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.db.transaction((tx) => this.attempt(tx, profile, link, steps, attempt));
      } catch (error) {
        if (attempt < ATTEMPTS && CONTESTED.some((contest) => error instanceof contest)) continue;
        if (error instanceof DomainError) await this.refused(profile, link?.accountId ?? null, error);
        throw error;
      }
    }
  }

  /** Once. Throws `InvalidToken`. */
  exchange(code: string): Promise<SignedInAccount> {
    return this.db.transaction(async (tx) => {
      const session = await this.sessions.issueFirstTokens(tx, await this.social.useCode(tx, code));
      const account = session && (await this.accounts.find(tx, session.accountId));
      if (!account) throw new InvalidToken('code');
      return { ...session, account };
    });
  }

  private refused(
    { provider }: ProviderProfile,
    signedInAs: number | null,
    { code }: DomainError,
  ): Promise<void> {
    return this.db.transaction((tx) =>
      this.audit.record(tx, {
        actorId: signedInAs,
        action: 'identity.sign_in_failed',
        subjectType: 'account',
        subjectId: signedInAs,
        details: { method: provider, reason: code.toLowerCase() },
      }),
    );
  }

  private async attempt(
    tx: Tx,
    profile: ProviderProfile,
    link: LinkIntent | null,
    { before, after }: SignInSteps,
    attempt: number,
  ): Promise<SocialSignIn> {
    await before?.(tx);
    const isSso = profile.issuer !== '';
    if (isSso && !mayUseSso(profile, this.config.ssoDomains)) throw new SsoDomainRefused();
    const subjectOwner = await this.social.findOwner(tx, profile);
    const holder = profile.email ? await this.accounts.findByEmail(tx, profile.email) : null;
    const addressOwner = holder && { id: holder.id, isAdmin: holder.userType === 'admin' };
    const linker = link && (await this.accounts.find(tx, link.accountId));
    const decision = decide({
      ...profile,
      subjectOwner,
      addressOwner,
      signedInAs: linker && {
        id: linker.id,
        email: linker.email,
        verified: linker.emailVerifiedAt !== null,
        isRecent: link.isRecent,
      },
    });
    const account = await this.carryOut(tx, decision, profile, attempt);
    if (!isSso && mustUseSso(account, this.config.ssoRequiredDomains)) throw new SsoRequired();
    const session = await this.opening.open(tx, account, profile.provider, { withCookie: true });
    await after?.(tx, session.sessionId);
    return { code: await this.social.issueCode(tx, session.sessionId), cookie: session.cookie! };
  }

  private async carryOut(
    tx: Tx,
    decision: Decision,
    profile: ProviderProfile,
    attempt: number,
  ): Promise<Account> {
    if (decision.kind === 'refuse') throw new REFUSALS[decision.because]();
    if (decision.kind === 'create') return this.create(tx, profile, attempt);
    const account = await this.accounts.recordSignIn(tx, decision.accountId);
    if (!account) throw new AccountDisabled();
    // Its address was read before it was locked, and may have been changed in between.
    if (decision.kind === 'link' && decision.byAddress && profile.email !== account.email)
      throw new AccountExists();
    if (decision.kind === 'link' && account.emailVerifiedAt === null && profile.email !== account.email)
      throw new AccountNotVerified();
    if (decision.kind === 'link') await this.link(tx, account, profile);
    else await this.social.recordSignIn(tx, profile);
    if (this.config.requireEmailVerification && account.status === 'pending_verification')
      throw new AccountNotVerified();
    return account;
  }

  private async link(tx: Tx, account: Account, profile: ProviderProfile): Promise<void> {
    if (account.emailVerifiedAt === null) {
      const proven = await this.firstProof.prove(tx, account, profile.email!, 'provider');
      await this.accounts.change(tx, account, proven);
      await this.outbox.publish(tx, EmailVerified, { personId: account.id });
    }
    await this.social.link(tx, account.id, profile);
    await this.audit.record(tx, {
      actorId: account.id,
      action: 'identity.provider_linked',
      subjectType: 'account',
      subjectId: account.id,
      details: { provider: profile.provider },
    });
    await this.mailer.send(this.mails.providerLinked(account, this.titleOf(profile)), tx);
  }

  private async create(tx: Tx, profile: ProviderProfile, attempt: number): Promise<Account> {
    const { email, firstName, lastName, avatar, provider } = profile;
    const wanted = usernameFrom(profile.username, email, `${firstName}${lastName}`);
    const isFree = attempt === 1 && !isReserved(slugFrom(wanted));
    const username = isFree ? wanted : `${wanted}${randomInt(1_000, 1_000_000)}`;
    const now = this.clock.now();
    const values = { username, email, firstName, lastName, avatar, slug: slugFrom(username) };
    const account = await this.creation.register(
      tx,
      { ...values, status: 'active', emailVerifiedAt: now, lastLoginAt: now },
      provider,
    );
    await this.social.link(tx, account.id, profile);
    return account;
  }

  private titleOf({ provider, issuer }: ProviderProfile): string {
    const known = this.config.oidcProviders.find((candidate) => candidate.issuer === issuer);
    return TITLES[provider] ?? known?.name ?? issuer;
  }
}
