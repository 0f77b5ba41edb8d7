import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Tx } from '../../platform/database/tx.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { Clock } from '../../shared/clock.js';
import { Refusal } from '../../shared/errors.js';
import type { Account } from '../accounts/account.entity.js';
import { AccountMails } from '../mails/account.mail.js';
import { InvalidCode, type RefusedFactor } from './factor.errors.js';
import { SecondFactorsRepository } from './second-factors.repository.js';
import { stepOf } from './totp.policy.js';

/** A code of the app, or one of the recovery codes. */
export interface FactorProof {
  code?: string;
  recoveryCode?: string;
}

@Injectable()
export class SecondFactorService {
  constructor(
    private readonly factors: SecondFactorsRepository,
    private readonly mailer: Mailer,
    private readonly mails: AccountMails,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Uses the code up, which must be committed, as must be the count of a wrong one: so a refusal is no error.
   * `tx` holds the account locked. Null: it was right.
   */
  async prove(tx: Tx, account: Account, proof: FactorProof): Promise<RefusedFactor | null> {
    if (proof.code !== undefined) return this.proveByApp(tx, account.id, proof.code);
    const left = await this.factors.useRecoveryCode(tx, account.id, proof.recoveryCode ?? '');
    if (left === null) return { field: 'recoveryCode', restsUntil: null };
    await this.record(tx, account, 'identity.recovery_code_used', { left });
    await this.mailer.send(this.mails.recoveryCodeUsed(account, left), tx);
    return null;
  }

  /** As `prove`, of somebody who is signed in; what is refused is written down. */
  async check(tx: Tx, account: Account, proof: FactorProof): Promise<Refusal | null> {
    const refused = await this.prove(tx, account, proof);
    if (!refused) return null;
    const { field } = refused;
    await this.record(tx, account, 'identity.code_refused', { field });
    return new Refusal(new InvalidCode(refused));
  }

  private async proveByApp(tx: Tx, accountId: number, code: string): Promise<RefusedFactor | null> {
    const factor = await this.factors.find(tx, accountId);
    const restsUntil = factor?.restsUntil ?? null;
    if (restsUntil) return { field: 'code', restsUntil };
    const step = factor?.secret ? stepOf(factor.secret, code, this.clock.millis()) : null;
    if (step !== null && (await this.factors.useStep(tx, accountId, step))) return null;
    await this.factors.recordWrong(tx, accountId);
    return { field: 'code', restsUntil: null };
  }

  private record(tx: Tx, { id }: Account, action: string, details: object): Promise<void> {
    return this.audit.record(tx, { actorId: id, action, subjectType: 'account', subjectId: id, details });
  }
}

export function bringsFactor({ code, recoveryCode }: FactorProof): boolean {
  return code !== undefined || recoveryCode !== undefined;
}
