import { Injectable } from '@nestjs/common';
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
/** After the first, second, … attempt without an outcome; the last one repeats for ever. */
const RETRY_DELAYS_MS = [10_000, MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 120 * MINUTE_MS, 360 * MINUTE_MS];

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
    if (
      !payment ||
      !(await this.refunds.claimAttempt(this.db, refund, this.clock.now(), this.nextAttemptAt(refund.attempts)))
    )
      return;
    const provider = this.providers.find(payment.provider);
    let answer: ProviderAnswer;
    try {
      if (!provider) throw new Error(`${payment.provider} is not configured`);
      answer = await provider.refund(orderOf(refund, payment));
    } catch (error) {
      this.logger.warn('A refund has to wait', {
        refund: id,
        attempt: refund.attempts + 1,
        reason: String(error),
      });
      if (error instanceof TemporaryProviderRefusal)
        return this.refunds.saveRefusal(this.db, id, error.message);
      return this.refunds.saveAnswer(this.db, id, refund.providerReference, 'unreachable');
    }
    await this.refunding.applyProviderAnswer(refund, answer);
  }

  /** Finds refunds whose job was lost or whose next attempt is due. */
  @Every(SWEEP_EVERY_MS)
  async sweep(): Promise<void> {
    const due = await this.refunds.dueIds(this.db, this.clock.now(), BATCH);
    const payloads = due.map((id) => ({ refund_id: id }));
    if (payloads.length > 0) await this.jobs.addMany(REFUND_JOB, payloads);
  }

  private nextAttemptAt(attempts: number): Date {
    return new Date(this.clock.millis() + (RETRY_DELAYS_MS[attempts] ?? RETRY_DELAYS_MS.at(-1)!));
  }
}
