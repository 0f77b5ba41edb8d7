import { Injectable } from '@nestjs/common';
import {
  BookingCancelled,
  BookingCompleted,
  BookingConfirmed,
  BookingExpired,
  BookingHeld,
  type BookingPayload,
  type Cancellation,
} from '../../booking/booking.events.js';
import type { Tx } from '../../platform/database/tx.js';
import type { EventType, PayloadOf, PublishedEvent } from '../../platform/events/event.js';
import { OnEvents } from '../../platform/events/on-event.js';
import { Outbox } from '../../platform/events/outbox.js';
import {
  MeetingCancelled,
  MeetingCompleted,
  MeetingConfirmed,
  MeetingExpired,
  MeetingRequested,
  type MeetingPayload,
} from '../scheduling.events.js';
import { MeetingsRepository } from './meetings.repository.js';

const TOLD: Record<string, EventType<MeetingPayload>> = {
  [BookingHeld.name]: MeetingRequested,
  [BookingConfirmed.name]: MeetingConfirmed,
  [BookingExpired.name]: MeetingExpired,
};

/** Tells of meetings what booking tells of their bookings, with their titles. */
@Injectable()
export class MeetingsRelay {
  constructor(
    private readonly meetings: MeetingsRepository,
    private readonly outbox: Outbox,
  ) {}

  @OnEvents(BookingHeld, BookingConfirmed, BookingCancelled, BookingExpired, BookingCompleted)
  async relay(events: PublishedEvent[], tx: Tx): Promise<void> {
    const changes = (events as PublishedEvent<BookingPayload>[]).filter(
      ({ payload }) => payload.kind === 'meeting',
    );
    if (changes.length === 0) return;
    const titles = await this.meetings.titlesOf(
      tx,
      changes.map(({ payload }) => payload.bookingId),
    );
    const of = (name: string) => changes.filter((change) => change.name === name);
    for (const [name, type] of Object.entries(TOLD))
      await this.outbox.publishMany(
        tx,
        type,
        of(name).flatMap(({ payload }) => toMeeting(payload, titles) ?? []),
      );
    const cancelled = of(BookingCancelled.name) as PublishedEvent<BookingPayload & Cancellation>[];
    await this.outbox.publishMany(
      tx,
      MeetingCancelled,
      cancelled.flatMap(({ payload }) => {
        const { wasConfirmed, cause, actorId, reason } = payload;
        const meeting = toMeeting(payload, titles);
        return meeting ? { ...meeting, wasConfirmed, cause, actorId, reason } : [];
      }),
    );
    const completed = of(BookingCompleted.name) as PublishedEvent<PayloadOf<typeof BookingCompleted>>[];
    await this.outbox.publishMany(
      tx,
      MeetingCompleted,
      completed.flatMap(({ payload }) => {
        const meeting = toMeeting(payload, titles);
        return meeting ? { ...meeting, actorId: payload.actorId } : [];
      }),
    );
  }
}

function toMeeting(
  { bookingId: meetingId, personId, hostId, startsAt, endsAt, sequence }: BookingPayload,
  titles: ReadonlyMap<number, string>,
): MeetingPayload | null {
  const title = titles.get(meetingId);
  if (title === undefined || personId === null || hostId === null) return null;
  return { meetingId, title, requesterId: personId, expertId: hostId, startsAt, endsAt, sequence };
}
