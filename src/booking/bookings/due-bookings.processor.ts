import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Every } from '../../platform/schedule/every.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { WaitlistPromoterService } from '../promotion/waitlist-promoter.service.js';
import { TerminalTransitionsRepository } from '../transitions/terminal-transitions.repository.js';

const EXPIRE_EVERY_MS = 5_000;
const COMPLETE_EVERY_MS = 10_000;
const BATCH = 500;

@Injectable()
export class DueBookingsProcessor {
  constructor(
    private readonly db: Database,
    private readonly terminal: TerminalTransitionsRepository,
    private readonly promoter: WaitlistPromoterService,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  @Every(EXPIRE_EVERY_MS)
  async expireHolds(signal?: AbortSignal): Promise<void> {
    await this.inBatches((tx) => this.terminal.expireDue(tx, this.clock.now(), BATCH), signal);
    await this.promoter.promoteDue(signal);
  }

  @Every(COMPLETE_EVERY_MS)
  complete(signal?: AbortSignal): Promise<void> {
    return this.inBatches((tx) => this.terminal.completeDue(tx, this.clock.now(), BATCH), signal);
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
