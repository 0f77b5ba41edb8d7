import { Injectable } from '@nestjs/common';
import {
  BookingCancelled,
  BookingConfirmed,
  BookingRescheduled,
  type BookingPayload,
} from '../../booking/booking.events.js';
import type { Tx } from '../../platform/database/tx.js';
import type { PublishedEvent } from '../../platform/events/event.js';
import { OnEvents } from '../../platform/events/on-event.js';
import { Clock } from '../../shared/clock.js';
import { WrittenBookingsRepository } from './written-bookings.repository.js';

/** Whatever becomes of a firm booking is written to its host's calendar. */
@Injectable()
export class WrittenBookingsListener {
  constructor(
    private readonly written: WrittenBookingsRepository,
    private readonly clock: Clock,
  ) {}

  @OnEvents(BookingConfirmed, BookingRescheduled, BookingCancelled)
  async plan(events: PublishedEvent<BookingPayload>[], tx: Tx): Promise<void> {
    const ids = events
      .filter(({ payload }) => payload.kind === 'appointment' || payload.kind === 'meeting')
      .map(({ payload }) => payload.bookingId);
    if (ids.length > 0) await this.written.plan(tx, ids, this.clock.now());
  }
}
