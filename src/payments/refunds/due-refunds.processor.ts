import { Injectable } from '@nestjs/common';
import { Attempts } from '../../platform/attempts/attempts.js';
import { Database } from '../../platform/database/database.js';
import { JobHandler } from '../../platform/engine/ports/job-handler.js';
import { JobQueue } from '../../platform/engine/ports/job-queue.js';
import { Every } from '../../platform/schedule/every.js';
import { Logger } from '../../platform/observability/logger.js';
import { Clock } from '../../shared/clock.js';
import { PaymentsRepository } from '../model/payments.repository.js';
import { TemporaryProviderRefusal, type ProviderAnswer } from '../providers/payment-provider.adapter.js';
import { PaymentProviderRegistry } from '../providers/payment-provider-registry.adapter.js';
import { orderOf, REFUND_JOB, RefundingService } from './refunding.service.js';
import { RefundsRepository } from './refunds.repository.js';

const SWEEP_EVERY_MS = 5_000;
const BATCH = 500;
const MINUTE_MS = 60_000;
const ATTEMPTS = new Attempts({
  table: 'payments.refunds',
  waiting: `status = 'pending'`,
  pausesMs: [10_000, MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 120 * MINUTE_MS, 360 * MINUTE_MS],
});

/** Asks providers for the refunds that are reserved, again and again until they answer. */
@Injectable()
export class DueRefundsProcessor {
  private readonly logger = new Logger(DueRefundsProcessor.name);

  constructor(
    private readonly db: Database,
    private readonly refunds: RefundsRepository,
    private readonly payments: PaymentsRepository,
    private readonly refunding: RefundingService,
    private readonly providers: PaymentProviderRegistry,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** One attempt; no transaction is open while the provider is asked. */
  @JobHandler(REFUND_JOB, { concurrency: 8 })
  async attempt({ refund_id: id }: { refund_id: number }): Promise<void> {
    const refund = await this.refunds.find(this.db, id);
    const payment = refund && (await this.payments.find(this.db, refund.paymentId));
    const attempt = payment && (await ATTEMPTS.claim(this.db, id, this.clock.now()));
    if (!attempt) return;
    const provider = this.providers.find(payment.provider);
    let answer: ProviderAnswer;
    try {
      if (!provider) throw new Error(`${payment.provider} is not configured`);
      answer = await provider.refund(orderOf(refund, payment));
    } catch (error) {
      this.logger.warn('A refund has to wait', {
        refund: id,
        attempt,
        reason: error,
      });
      if (error instanceof TemporaryProviderRefusal)
        return this.refunds.saveRefusal(this.db, id, error.message);
      return this.refunds.saveAnswer(this.db, id, refund.providerReference, 'unreachable');
    }
    await this.refunding.applyProviderAnswer(refund, answer);
  }

  /** Finds refunds whose job was lost or whose next attempt is due. */
  @Every(SWEEP_EVERY_MS, ATTEMPTS.due)
  async sweep(): Promise<void> {
    const due = await ATTEMPTS.dueIds(this.db, this.clock.now(), BATCH);
    const payloads = due.map((id) => ({ refund_id: id }));
    if (payloads.length > 0) await this.jobs.addMany(REFUND_JOB, payloads);
  }
}
