import { Injectable } from '@nestjs/common';
import {
  BookingCancelled,
  BookingCompleted,
  BookingExpired,
  BookingMissUndone,
  type BookingPayload,
} from '../../booking/booking.events.js';
import type { Tx } from '../../platform/database/tx.js';
import type { PublishedEvent } from '../../platform/events/event.js';
import { OnEvents } from '../../platform/events/on-event.js';
import { EscrowService } from './escrow.service.js';

@Injectable()
export class EndedMeetingsListener {
  constructor(private readonly escrow: EscrowService) {}

  @OnEvents(BookingCompleted, BookingCancelled, BookingExpired, BookingMissUndone)
  async ended(events: PublishedEvent[], tx: Tx): Promise<void> {
    const meetings = (events as PublishedEvent<BookingPayload>[])
      .filter(({ payload }) => payload.kind === 'meeting')
      .map(({ payload }) => payload.bookingId);
    // In ascending order, as others lock bookings.
    for (const id of [...new Set(meetings)].sort((a, b) => a - b)) await this.escrow.settle(tx, id);
  }
}
