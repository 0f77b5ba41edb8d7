import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Clock } from '../../shared/clock.js';
import { Refusal, unlessRefused } from '../../shared/errors.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { CodeRefused, MfaTokenNotValid } from '../factors/factor.errors.js';
import type { Door } from '../factors/mfa-token.entity.js';
import { MfaTokensRepository } from '../factors/mfa-tokens.repository.js';
import { SecondFactorService, type FactorProof } from '../factors/second-factor.service.js';
import type { SignedInAccount } from '../sessions/session.entity.js';
import { SessionOpeningService } from '../sessions/session-opening.service.js';
import { barrierOf } from './sign-in-barrier.policy.js';

export interface CompletedSignIn {
  door: Door;
  signedIn: SignedInAccount;
}

/** The second half of a sign-in by password. */
@Injectable()
export class MfaVerificationService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly tokens: MfaTokensRepository,
    private readonly factor: SecondFactorService,
    private readonly opening: SessionOpeningService,
    private readonly audit: AuditTrail,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Refuses with 401; thrown after the commit, because a try that failed must stay counted. */
  async verify(token: string, proof: FactorProof): Promise<CompletedSignIn> {
    return unlessRefused(await this.db.transaction((tx) => this.attempt(tx, token, proof)));
  }

  private async attempt(tx: Tx, token: string, proof: FactorProof): Promise<CompletedSignIn | Refusal> {
    const waiting = await this.tokens.find(tx, token);
    const account = waiting && (await this.accounts.findForUpdate(tx, waiting.accountId));
    if (!account || !(await this.tokens.take(tx, waiting.id))) return new Refusal(new MfaTokenNotValid());
    const barred = barrierOf(account, this.config, this.clock.now());
    if (barred) return new Refusal(barred);
    const refused = await this.factor.prove(tx, account, proof);
    if (refused) {
      await this.failed(tx, account.id, refused.field === 'code' ? 'wrong_code' : 'wrong_recovery_code');
      return new Refusal(new CodeRefused(refused));
    }
    await this.tokens.use(tx, waiting.id);
    await this.accounts.stampSignIn(tx, account);
    const options = { withCookie: waiting.door !== 'tokens', mfa: true };
    const session = await this.opening.open(tx, account, 'password', options);
    return { door: waiting.door, signedIn: { ...session, account } };
  }

  private failed(tx: Tx, subjectId: number, reason: string): Promise<void> {
    return this.audit.record(tx, {
      actorId: null,
      action: 'identity.sign_in_failed',
      subjectType: 'account',
      subjectId,
      details: { method: 'password', reason },
    });
  }
}
