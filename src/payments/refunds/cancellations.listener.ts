import { Injectable } from '@nestjs/common';
import {
  BookingCancelled,
  OfferWithdrawn,
  type BookingPayload,
  type Cancellation,
} from '../../booking/booking.events.js';
import type { Tx } from '../../platform/database/tx.js';
import type { PayloadOf, PublishedEvent } from '../../platform/events/event.js';
import { OnEvent } from '../../platform/events/on-event.js';
import { RefundsService } from './refunds.service.js';

@Injectable()
export class CancellationsListener {
  constructor(private readonly refunds: RefundsService) {}

  @OnEvent(BookingCancelled)
  async cancelled({ payload }: PublishedEvent<BookingPayload & Cancellation>, tx: Tx): Promise<void> {
    if (payload.paidCents > payload.refundedCents) await this.refunds.refundCancelledBooking(tx, payload);
  }

  /** Who cancelled before, and got a part back by the policy, gets the rest too. */
  @OnEvent(OfferWithdrawn)
  async withdrawn({ payload }: PublishedEvent<PayloadOf<typeof OfferWithdrawn>>, tx: Tx): Promise<void> {
    if (payload.kind === 'event') await this.refunds.refundWithdrawnEvent(tx, payload.refId, payload.actorId);
  }
}
