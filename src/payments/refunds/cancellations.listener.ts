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
import { OnEvent, OnEventThat } from '../../platform/events/on-event.js';
import { RefundsService } from './refunds.service.js';

const hasPaid = ({ paidCents, refundedCents }: Pick<BookingPayload, 'paidCents' | 'refundedCents'>) =>
  paidCents > refundedCents;

@Injectable()
export class CancellationsListener {
  constructor(private readonly refunds: RefundsService) {}

  @OnEventThat(hasPaid, BookingCancelled)
  async cancelled({ payload }: PublishedEvent<BookingPayload & Cancellation>, tx: Tx): Promise<void> {
    await this.refunds.refundCancelledBooking(tx, payload);
  }

  /** Paid, and not confirmed by its host in time. */
  @OnEventThat(hasPaid, BookingExpired)
  async expired({ payload }: PublishedEvent<PayloadOf<typeof BookingExpired>>, tx: Tx): Promise<void> {
    const { bookingId } = payload;
    await this.refunds.refundCancelledBooking(tx, { bookingId, cause: 'offer_withdrawn', actorId: null });
  }

  /** Who cancelled before, and got a part back by the policy, gets the rest too. */
  @OnEvent(OfferWithdrawn)
  async withdrawn({ payload }: PublishedEvent<PayloadOf<typeof OfferWithdrawn>>, tx: Tx): Promise<void> {
    if (payload.kind === 'event') await this.refunds.refundWithdrawnEvent(tx, payload.refId, payload.actorId);
  }
}
