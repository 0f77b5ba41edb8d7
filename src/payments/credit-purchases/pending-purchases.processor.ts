import { Injectable } from '@nestjs/common';
import { Attempts, doubling } from '../../platform/attempts/attempts.js';
import { Database } from '../../platform/database/database.js';
import { Logger } from '../../platform/observability/logger.js';
import { Every } from '../../platform/schedule/every.js';
import { Clock } from '../../shared/clock.js';
import { CreditPurchasesRepository } from './credit-purchases.repository.js';
import { CreditPurchasesService } from './credit-purchases.service.js';

const CHECK_EVERY_MS = 5_000;
const BATCH = 50;
const CHECKS = new Attempts({
  table: 'payments.credit_purchases',
  waiting: `status = 'pending'`,
  attempts: 'checks',
  nextAt: 'next_check_at',
  pausesMs: doubling(10_000, 15 * 60_000),
});

/** Asks providers about purchases without an answer or a webhook. */
@Injectable()
export class PendingPurchasesProcessor {
  private readonly logger = new Logger(PendingPurchasesProcessor.name);

  constructor(
    private readonly db: Database,
    private readonly purchases: CreditPurchasesRepository,
    private readonly service: CreditPurchasesService,
    private readonly clock: Clock,
  ) {}

  @Every(CHECK_EVERY_MS, CHECKS.due)
  async check(signal?: AbortSignal): Promise<void> {
    const ids = await CHECKS.dueIds(this.db, this.clock.now(), BATCH);
    for (const purchase of await this.purchases.findMany(this.db, ids)) {
      if (signal?.aborted) return;
      if (!(await CHECKS.claim(this.db, purchase.id, this.clock.now()))) continue;
      try {
        await this.service.check(purchase);
      } catch (error) {
        const reason = String(error);
        this.logger.warn('A pending purchase has to wait', { purchase: purchase.id, reason });
      }
    }
  }
}
