import { Injectable } from '@nestjs/common';
import { BookingCancelled, type BookingFacts, type Cancellation } from '../../booking/booking.events.js';
import type { Tx } from '../../platform/database/tx.js';
import type { PublishedEvent } from '../../platform/events/event.js';
import { OnEvent } from '../../platform/events/on-event.js';
import { Refunds } from './refunds.service.js';

/** Gives money back for bookings that were cancelled, each in a transaction of its own. */
@Injectable()
export class CancellationsListener {
  constructor(private readonly refunds: Refunds) {}

  @OnEvent(BookingCancelled)
  async cancelled({ payload, occurredAt }: PublishedEvent<BookingFacts & Cancellation>, tx: Tx): Promise<void> {
    if (payload.paidCents > payload.refundedCents) await this.refunds.afterCancellation(tx, payload, occurredAt);
  }
}
