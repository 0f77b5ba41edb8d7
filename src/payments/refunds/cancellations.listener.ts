import { Injectable } from '@nestjs/common';
import {
  BookingCancelled,
  BookingExpired,
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

  /** Paid, and not confirmed by its host in time. */
  @OnEvent(BookingExpired)
  async expired({ payload }: PublishedEvent<PayloadOf<typeof BookingExpired>>, tx: Tx): Promise<void> {
    const { bookingId, paidCents, refundedCents } = payload;
    if (paidCents > refundedCents)
      await this.refunds.refundCancelledBooking(tx, { bookingId, cause: 'offer_withdrawn', actorId: null });
  }

  /** Who cancelled before, and got a part back by the policy, gets the rest too. */
  @OnEvent(OfferWithdrawn)
  async withdrawn({ payload }: PublishedEvent<PayloadOf<typeof OfferWithdrawn>>, tx: Tx): Promise<void> {
    if (payload.kind === 'event') await this.refunds.refundWithdrawnEvent(tx, payload.refId, payload.actorId);
  }
}
