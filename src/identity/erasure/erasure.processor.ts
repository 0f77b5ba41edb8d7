import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { JobHandler, type RunningJob } from '../../platform/engine/ports/job-handler.js';
import { JobQueue } from '../../platform/engine/ports/job-queue.js';
import { Every } from '../../platform/schedule/every.js';
import { Clock } from '../../shared/clock.js';
import { ERASE, ErasureService } from './erasure.service.js';

const SWEEP_EVERY_MS = 60_000;
const AT_ONCE = 500;
const DAY_MS = 24 * 3_600_000;

/** Rows that are deleted some time after the instant in `column`. */
const OUTDATED: { table: string; column: string; afterMs: number }[] = [
  { table: 'identity.sign_in_codes', column: 'expires_at', afterMs: DAY_MS },
  { table: 'identity.passkey_challenges', column: 'expires_at', afterMs: DAY_MS },
  { table: 'identity.mfa_tokens', column: 'expires_at', afterMs: DAY_MS },
  { table: 'identity.saml_requests', column: 'expires_at', afterMs: DAY_MS },
  { table: 'identity.saml_messages', column: 'expires_at', afterMs: DAY_MS },
  { table: 'identity.mailed_tokens', column: 'expires_at', afterMs: 7 * DAY_MS },
  { table: 'identity.sessions', column: 'expires_at', afterMs: 30 * DAY_MS },
  { table: 'identity.sign_in_failures', column: 'last_at', afterMs: DAY_MS },
];

@Injectable()
export class ErasureProcessor {
  constructor(
    private readonly db: Database,
    private readonly jobs: JobQueue,
    private readonly erasure: ErasureService,
    private readonly clock: Clock,
  ) {}

  @JobHandler(ERASE, { concurrency: 1 })
  async erase({ person_id: personId }: { person_id: number }, { signal }: RunningJob): Promise<void> {
    await this.erasure.carryOut(personId, signal);
  }

  /** Takes up erasures that were interrupted, and deletes outdated rows. */
  @Every(SWEEP_EVERY_MS)
  async sweep(): Promise<void> {
    const open = await this.db.query<{ person_id: number }>(
      `SELECT id AS person_id FROM identity.accounts
       WHERE status = 'erased' AND erased_at IS NULL ORDER BY id LIMIT $1`,
      [AT_ONCE],
    );
    await this.jobs.addMany(ERASE, open);
    for (const { table, column, afterMs } of OUTDATED) {
      await this.db.query(
        `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
           SELECT ctid FROM ${table} WHERE ${column} < $1 ORDER BY ${column} LIMIT $2))`,
        [new Date(this.clock.millis() - afterMs), AT_ONCE],
      );
    }
  }
}
