import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { currentRequest } from '../../platform/context/request-context.js';
import type { Tx } from '../../platform/database/tx.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { Clock } from '../../shared/clock.js';
import type { Account } from '../accounts/account.entity.js';
import { AccountMails } from '../mails/account.mail.js';
import { deviceOf } from './device.policy.js';
import type { SignedIn, SignInMethod } from './session.entity.js';
import { SessionsRepository, type SessionOptions } from './sessions.repository.js';

/** Opens the session of a sign-in, writes it down, and tells the owner of a program not seen before. */
@Injectable()
export class SessionOpeningService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly mailer: Mailer,
    private readonly mails: AccountMails,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** `tx` must hold the account locked. */
  async open(tx: Tx, account: Account, method: SignInMethod, options: SessionOptions): Promise<SignedIn> {
    const { isNewDevice, ...session } = await this.sessions.open(tx, account.id, method, options);
    await this.record(tx, account, session, 'identity.signed_in', {
      method,
      ...(options.mfa && { mfa: true }),
    });
    if (isNewDevice) await this.tell(tx, account, session);
    return session;
  }

  private async tell(tx: Tx, account: Account, session: SignedIn): Promise<void> {
    const { ip = '', userAgent = '' } = currentRequest() ?? {};
    const device = deviceOf(userAgent);
    await this.record(tx, account, session, 'identity.new_device', { device });
    await this.mailer.send(this.mails.newDevice(account, { device, ip, at: this.clock.now() }), tx);
  }

  private record(
    tx: Tx,
    { id: actorId }: Account,
    { sessionId: subjectId }: SignedIn,
    action: string,
    details: object,
  ): Promise<void> {
    return this.audit.record(tx, { actorId, action, subjectType: 'session', subjectId, details });
  }
}
