import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { JobQueue } from '../../platform/engine/ports/job-queue.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Logger } from '../../platform/observability/logger.js';
import { inPortions } from '../../platform/schedule/portions.js';
import { Registries } from '../../platform/registries/registries.js';
import { Clock } from '../../shared/clock.js';
import { standingOf } from '../accounts/account.entity.js';
import type { Account } from '../accounts/account.entity.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { ReauthenticationService, type IdentityProof } from '../credentials/reauthentication.service.js';
import { InvalidToken, LastAdmin } from '../identity.errors.js';
import { AccountErased } from '../identity.events.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';

export const ERASE = 'identity.erase';

@Injectable()
export class ErasureService {
  private readonly logger = new Logger(ErasureService.name);

  constructor(
    private readonly db: Database,
    private readonly registries: Registries,
    private readonly reauthentication: ReauthenticationService,
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsRepository,
    private readonly jobs: JobQueue,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async export(personId: number): Promise<{ generated_at: Date } & Record<string, unknown>> {
    let sections: Record<string, unknown> = {};
    for (const source of this.registries.personalData())
      sections = { ...sections, ...(await source.export(personId)) };
    return { generated_at: this.clock.now(), ...sections };
  }

  /**
   * Ends access at once; the rest follows as a job. Refuses as `ReauthenticationService` does, the last admin,
   * and what another context refuses.
   */
  async request(caller: Caller, proof: IdentityProof): Promise<void> {
    await this.requestOf(caller, caller.id, proof);
  }

  /** As an administrator, of anybody. Refuses like `request`, and whoever is not there with `NotFound`. */
  async requestOf(caller: Caller, personId: number, proof: IdentityProof): Promise<void> {
    await this.reauthentication.require(caller, proof);
    await this.accounts.get(personId);
    for (const source of this.registries.personalData()) await source.refuseErasure(personId);
    await this.end(personId, { actorId: caller.id, action: 'identity.erased' });
  }

  /**
   * At the word of whoever has its address, so whatever it has begun is no reason to refuse. Throws
   * `InvalidToken` where an address of it was proven meanwhile.
   */
  async deny(personId: number): Promise<void> {
    await this.end(
      personId,
      { actorId: personId, action: 'identity.registration_denied' },
      ({ emailVerifiedAt }) => {
        if (emailVerifiedAt !== null) throw new InvalidToken();
      },
    );
  }

  private async end(
    personId: number,
    by: { actorId: number; action: string },
    check?: (account: Account) => void,
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
      const hasOtherAdmin = await this.accounts.hasOtherAdmin(tx, personId);
      const account = await this.accounts.getForUpdate(tx, personId);
      check?.(account);
      if (account.userType === 'admin' && !hasOtherAdmin) throw new LastAdmin();
      await this.accounts.change(tx, account, { status: 'erased' });
      await this.registries.followStanding(tx, personId, standingOf(account));
      await this.sessions.revoke(tx, { accountId: personId, of: 'both', because: 'erased' });
      await this.audit.record(tx, {
        ...by,
        subjectType: 'account',
        subjectId: personId,
      });
      await this.outbox.publish(tx, AccountErased, { personId });
      tx.afterCommit(() => this.announce(personId));
    });
  }

  /** Run again after an interruption, it goes on. */
  async carryOut(personId: number, signal?: AbortSignal): Promise<void> {
    const [open] = await this.db.query(
      `SELECT FROM identity.accounts WHERE id = $1 AND status = 'erased' AND erased_at IS NULL`,
      [personId],
    );
    if (!open) return;
    for (const source of this.registries.personalData()) {
      if (signal?.aborted) return;
      const erase = (tx: Tx) => source.erase(tx, personId);
      await inPortions(async () => (await this.db.transaction(erase)) === true, signal);
    }
  }

  /** Nobody waits for the queue: an erasure whose job could not be added is found by the sweep. */
  private announce(personId: number): void {
    this.jobs
      .add(ERASE, { person_id: personId }, { dedupeKey: `${ERASE}:${personId}` })
      .catch((error: unknown) => {
        this.logger.warn('An erasure waits for the sweep', {
          person_id: personId,
          reason: error,
        });
      });
  }
}
