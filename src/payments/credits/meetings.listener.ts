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
import { OnEvent } from '../../platform/events/on-event.js';
import { EscrowService } from './escrow.service.js';

@Injectable()
export class MeetingsListener {
  constructor(private readonly escrow: EscrowService) {}

  @OnEvent(BookingCompleted, BookingCancelled, BookingExpired, BookingMissUndone)
  async ended({ payload }: PublishedEvent<BookingPayload>, tx: Tx): Promise<void> {
    if (payload.kind === 'meeting') await this.escrow.settle(tx, payload.bookingId);
  }
}
