import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Page, PageRequest } from '../../platform/http/lists/lists.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { NotFound, Refusal, unlessRefused } from '../../shared/errors.js';
import type { Account } from '../accounts/account.entity.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { ReauthenticationService, type IdentityProof } from '../credentials/reauthentication.service.js';
import { FactorsQueries } from '../factors/factors.queries.js';
import { OnlyWayToSignIn } from '../identity.errors.js';
import { AccountMails } from '../mails/account.mail.js';
import { PasskeyChallenges } from './passkey-challenges.repository.js';
import { PasskeyNotValid } from './passkey.errors.js';
import type { PasskeyResponse } from './passkeys.dto.js';
import { PasskeysRepository } from './passkeys.repository.js';
import { Webauthn } from './webauthn.adapter.js';

/** One's own passkeys. */
@Injectable()
export class PasskeysService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly passkeys: PasskeysRepository,
    private readonly challenges: PasskeyChallenges,
    private readonly webauthn: Webauthn,
    private readonly reauthentication: ReauthenticationService,
    private readonly factors: FactorsQueries,
    private readonly mailer: Mailer,
    private readonly mails: AccountMails,
    private readonly audit: AuditTrail,
  ) {}

  list(caller: Caller, page: PageRequest): Promise<Page<PasskeyResponse>> {
    return this.passkeys.list(caller.id, page);
  }

  /** Refuses as `ReauthenticationService` does. */
  async creationOptions(caller: Caller, proof: IdentityProof) {
    const account = await this.reauthentication.require(caller, proof);
    const known = await this.passkeys.known(this.db, account.id);
    const challenge = await this.challenges.issue(this.db, { accountId: account.id });
    return this.webauthn.creationOptions(account, challenge, known);
  }

  async add(caller: Caller, name: string, credential: object): Promise<PasskeyResponse> {
    const answered = this.webauthn.read(credential);
    if (!answered) throw new PasskeyNotValid();
    const outcome = await this.db.transaction(async (tx) => {
      const account = await this.accounts.getForUpdate(tx, caller.id);
      const isOurs = await this.challenges.take(tx, answered.challenge, { accountId: account.id });
      const key = isOurs && (await this.webauthn.verifyNew(credential, answered.challenge));
      if (!key) return new Refusal(new PasskeyNotValid());
      const added = await this.passkeys.add(tx, account.id, name, key);
      await this.record(tx, account, 'identity.passkey_added', { passkey_id: added.id });
      await this.mailer.send(this.mails.passkeyAdded(account, name), tx);
      return added;
    });
    return unlessRefused(outcome);
  }

  /** Refuses as `ReauthenticationService` does, another's with 404, the only way to sign in with 409. */
  async remove(caller: Caller, id: number, proof: IdentityProof): Promise<void> {
    await this.reauthentication.require(caller, proof);
    await this.db.transaction(async (tx) => {
      const account = await this.accounts.getForUpdate(tx, caller.id);
      const name = await this.passkeys.remove(tx, account.id, id);
      if (name === null) throw new NotFound('The passkey');
      if (!(await this.factors.canSignIn(tx, account.id))) throw new OnlyWayToSignIn();
      await this.record(tx, account, 'identity.passkey_removed', { passkey_id: id });
      await this.mailer.send(this.mails.passkeyRemoved(account, name), tx);
    });
  }

  private record(tx: Tx, { id }: Account, action: string, details: object): Promise<void> {
    return this.audit.record(tx, { actorId: id, action, subjectType: 'account', subjectId: id, details });
  }
}
