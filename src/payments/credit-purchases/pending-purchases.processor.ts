import { Injectable } from '@nestjs/common';
import { Attempts, doubling, type Trial } from '../../platform/attempts/attempts.js';
import { Database } from '../../platform/database/database.js';
import { Logger } from '../../platform/observability/logger.js';
import { Every } from '../../platform/schedule/every.js';
import { Clock } from '../../shared/clock.js';
import type { CreditPurchase } from './credit-purchase.entity.js';
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
  check(signal?: AbortSignal): Promise<void> {
    const trial: Trial<CreditPurchase> = {
      limit: BATCH,
      read: (ids) => this.purchases.findMany(this.db, ids),
      attempt: (purchase) => this.service.check(purchase),
      postponed: ({ id: purchase }, reason) =>
        this.logger.warn('A pending purchase has to wait', { purchase, reason }),
    };
    return CHECKS.tryDue(this.db, this.clock, trial, signal);
  }
}
