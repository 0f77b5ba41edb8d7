import { Injectable } from '@nestjs/common';
import {
  BookingCancelled,
  BookingConfirmed,
  BookingExpired,
  BookingHeld,
  BookingRescheduled,
  BookingResized,
  type BookingPayload,
  type Cancellation,
  type Expiry,
  type Rescheduling,
} from '../../booking/booking.events.js';
import type { Tx } from '../../platform/database/tx.js';
import type { PublishedEvent } from '../../platform/events/event.js';
import { OnEvents } from '../../platform/events/on-event.js';
import { Outbox } from '../../platform/events/outbox.js';
import {
  AppointmentCancelled,
  AppointmentConfirmed,
  AppointmentExpired,
  AppointmentMoved,
  AppointmentRequested,
  AppointmentResized,
  type AppointmentPayload,
} from '../scheduling.events.js';
import { AppointmentsQueries, type Told } from '../appointments/appointments.queries.js';

type Change = PublishedEvent<BookingPayload & Partial<Cancellation & Expiry & Rescheduling>>;

/** Tells of appointments what booking tells of their bookings, with the name of their type. */
@Injectable()
export class AppointmentsRelay {
  constructor(
    private readonly queries: AppointmentsQueries,
    private readonly outbox: Outbox,
  ) {}

  @OnEvents(BookingHeld, BookingConfirmed, BookingCancelled, BookingExpired, BookingRescheduled, BookingResized)
  async relay(events: PublishedEvent[], tx: Tx): Promise<void> {
    const changes = (events as Change[]).filter(({ payload }) => payload.kind === 'appointment');
    if (changes.length === 0) return;
    const told = await this.queries.told(
      tx,
      changes.map(({ payload }) => payload.bookingId),
    );
    const of = <Payload>(name: string, more: (payload: Change['payload']) => Payload) =>
      changes
        .filter((change) => change.name === name)
        .flatMap(({ payload }) => {
          const appointment = toAppointment(payload, told);
          return appointment ? { ...appointment, ...more(payload) } : [];
        });
    const none = () => ({});
    await this.outbox.publishMany(tx, AppointmentRequested, of(BookingHeld.name, none));
    await this.outbox.publishMany(tx, AppointmentConfirmed, of(BookingConfirmed.name, none));
    const expired = of(BookingExpired.name, ({ wasOffered = false }) => ({ wasOffered }));
    await this.outbox.publishMany(tx, AppointmentExpired, expired);
    const resized = of(BookingResized.name, ({ wasConfirmed, quantity }) => ({ wasConfirmed, quantity }));
    await this.outbox.publishMany(tx, AppointmentResized, resized);
    const cancelled = of(BookingCancelled.name, (payload) => {
      const { wasConfirmed, cause, actorId, reason } = payload as BookingPayload & Cancellation;
      return { wasConfirmed, cause, actorId, reason };
    });
    await this.outbox.publishMany(tx, AppointmentCancelled, cancelled);
    const moved = of(BookingRescheduled.name, (payload) => {
      const { cause, actorId, reason, ...before } = payload as BookingPayload & Rescheduling;
      const { previousStartsAt, previousEndsAt } = before;
      return { cause, actorId, reason, previousStartsAt, previousEndsAt };
    });
    await this.outbox.publishMany(tx, AppointmentMoved, moved);
  }
}

function toAppointment(
  { bookingId, personId, hostId, startsAt, endsAt, sequence, priceCents, currency }: BookingPayload,
  told: ReadonlyMap<number, Told>,
): AppointmentPayload | null {
  const of = told.get(bookingId);
  if (!of || hostId === null) return null;
  return { bookingId, ...of, hostId, personId, startsAt, endsAt, sequence, priceCents, currency };
}
