import { Injectable } from '@nestjs/common';
import {
  BookingCancelled,
  BookingCompleted,
  BookingConfirmed,
  BookingExpired,
  BookingHeld,
  BookingMissed,
  BookingMissUndone,
  BookingRescheduled,
  BookingResized,
  type BookingPayload,
} from '../../booking/booking.events.js';
import type { Tx } from '../../platform/database/tx.js';
import type { PublishedEvent } from '../../platform/events/event.js';
import { OnEvents } from '../../platform/events/on-event.js';
import type { Trigger } from '../workflows/workflow.entity.js';
import { PlannerService } from './planner.service.js';

const SETS_OFF: Record<string, readonly Trigger[]> = {
  [BookingHeld.name]: ['booking_created'],
  [BookingConfirmed.name]: ['booking_created', 'booking_confirmed'],
  [BookingCancelled.name]: ['booking_cancelled'],
  [BookingRescheduled.name]: ['booking_rescheduled'],
  [BookingCompleted.name]: ['booking_completed'],
  [BookingMissed.name]: ['booking_no_show'],
};

/** Plans what workflows have to do for appointments that something becomes of. */
@Injectable()
export class WorkflowsListener {
  constructor(private readonly planner: PlannerService) {}

  @OnEvents(
    BookingHeld,
    BookingConfirmed,
    BookingCancelled,
    BookingExpired,
    BookingCompleted,
    BookingMissed,
    BookingMissUndone,
    BookingRescheduled,
    BookingResized,
  )
  async follow(events: PublishedEvent[], tx: Tx): Promise<void> {
    const changes = (events as PublishedEvent<BookingPayload>[]).flatMap((event) => {
      const { bookingId, hostId, kind } = event.payload;
      if (kind !== 'appointment' || hostId === null) return [];
      return { bookingId, hostId, happenedAt: event.occurredAt, occasions: occasionsOf(event) };
    });
    if (changes.length > 0) await this.planner.follow(tx, changes);
  }
}

/** Each booking has one of each but of moves. */
function occasionsOf({ id, name, payload }: PublishedEvent<BookingPayload>) {
  const isOver = name === BookingMissUndone.name && payload.status === 'completed';
  const triggers = isOver ? (['booking_completed'] as const) : (SETS_OFF[name] ?? []);
  return triggers.map((trigger) => ({
    trigger,
    occurrence: trigger === 'booking_rescheduled' ? String(id) : '',
  }));
}
