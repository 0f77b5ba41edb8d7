import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Every } from '../../platform/schedule/every.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { ended, lapsed, over } from '../model/booking-clock.rules.js';
import { WaitlistPromoterService } from '../promotion/waitlist-promoter.service.js';
import { WAITLISTS_DUE } from '../promotion/waitlist.repository.js';
import { TerminalTransitionsRepository } from '../transitions/terminal-transitions.repository.js';

const EXPIRE_EVERY_MS = 5_000;
const COMPLETE_EVERY_MS = 10_000;
const BATCH = 500;

export const HOLDS_DUE = `
  EXISTS (SELECT FROM booking.bookings b WHERE ${lapsed.sql('b', '$now')}) OR ${WAITLISTS_DUE}`;
export const COMPLETIONS_DUE = `EXISTS (SELECT FROM booking.bookings b
  WHERE ${ended.sql('b', '$now')} AND ${over.sql('b', '$now')})`;

@Injectable()
export class DueBookingsProcessor {
  constructor(
    private readonly db: Database,
    private readonly terminal: TerminalTransitionsRepository,
    private readonly promoter: WaitlistPromoterService,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  @Every(EXPIRE_EVERY_MS, HOLDS_DUE)
  async expireHolds(signal?: AbortSignal): Promise<void> {
    await this.inBatches((tx) => this.terminal.expireDue(tx, this.clock.now(), BATCH), signal);
    await this.promoter.promoteDue(signal);
  }

  @Every(COMPLETE_EVERY_MS, COMPLETIONS_DUE)
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
