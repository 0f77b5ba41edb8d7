import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { JobHandler, type RunningJob } from '../../platform/engine/ports/job-handler.js';
import { JobQueue } from '../../platform/engine/ports/job-queue.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { WaitlistPromoterService } from '../promotion/waitlist-promoter.service.js';
import { TerminalTransitionsRepository } from '../transitions/terminal-transitions.repository.js';

const EXPIRE = 'booking.expire_holds';
const COMPLETE = 'booking.complete';
const EXPIRE_EVERY_MS = 5_000;
const COMPLETE_EVERY_MS = 10_000;
const BATCH = 500;

/** Writes what the clock has decided; whoever needs a lapsed hold's claim earlier expires it itself. */
@Injectable()
export class DueBookingsProcessor implements OnApplicationBootstrap {
  constructor(
    private readonly db: Database,
    private readonly terminal: TerminalTransitionsRepository,
    private readonly promoter: WaitlistPromoterService,
    private readonly outbox: Outbox,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.runsJobs) return;
    await this.jobs.repeat(EXPIRE, EXPIRE_EVERY_MS);
    await this.jobs.repeat(COMPLETE, COMPLETE_EVERY_MS);
  }

  @JobHandler(EXPIRE, { concurrency: 1 })
  async expireHolds(_: object, job?: Pick<RunningJob, 'signal'>): Promise<void> {
    await this.inBatches((tx) => this.terminal.expireDue(tx, this.clock.now(), BATCH), job?.signal);
    await this.promoter.promoteDue(job?.signal);
  }

  @JobHandler(COMPLETE, { concurrency: 1 })
  complete(_: object, job?: Pick<RunningJob, 'signal'>): Promise<void> {
    return this.inBatches((tx) => this.terminal.completeDue(tx, this.clock.now(), BATCH), job?.signal);
  }

  private async inBatches(batch: (tx: Tx) => Promise<unknown[]>, signal?: AbortSignal): Promise<void> {
    let moved: number;
    do {
      moved = await this.db.single(async (tx) => {
        const { length } = await batch(tx);
        if (length > 0) this.outbox.announce(tx);
        return length;
      });
    } while (moved === BATCH && !signal?.aborted);
  }
}
