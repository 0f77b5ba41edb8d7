import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import type { AppointmentBody, AppointmentRow } from './appointments/appointments.dto.js';
import { AppointmentsQueries, type AppointmentCard } from './appointments/appointments.queries.js';
import { EventTypesQueries } from './event-types/event-types.queries.js';
import { InviteesQueries, type BookedOften, type InviteeCard } from './invitees/invitees.queries.js';

export { AppointmentBody, manageUrl, toAppointmentBody } from './appointments/appointments.dto.js';
export { toTimeSlotResponse, type SlotOffer, type TimeSlotResponse } from './timeslots/timeslot.dto.js';
export type { AppointmentCard, AppointmentRow, BookedOften, InviteeCard };

/** What other contexts may ask of scheduling. */
@Injectable()
export class SchedulingApi {
  constructor(
    private readonly appointments: AppointmentsQueries,
    private readonly types: EventTypesQueries,
    private readonly invitees: InviteesQueries,
  ) {}

  /** By their bookings' ids, in one query; what is no appointment is left out. */
  appointmentsOf(
    source: Pick<Tx, 'query'>,
    ids: readonly number[],
    now: Date,
  ): Promise<Map<number, AppointmentRow>> {
    return this.appointments.byIds(source, ids, now);
  }

  /** Of these event types those that are the owner's. */
  ownEventTypes(source: Pick<Tx, 'query'>, ownerId: number, ids: readonly number[]): Promise<Set<number>> {
    return this.types.ownOf(source, ownerId, ids);
  }

  /** By their bookings' ids, in one query; for those who are in them alone. */
  appointmentCards(source: Pick<Tx, 'query'>, ids: readonly number[]): Promise<Map<number, AppointmentCard>> {
    return this.appointments.cards(source, ids);
  }

  /** Who made these bookings, in one query, oldest first; erased people and other kinds are left out. */
  inviteeCards(source: Pick<Tx, 'query'>, bookingIds: readonly number[]): Promise<InviteeCard[]> {
    return this.invitees.cards(source, bookingIds);
  }

  /** By canonical addresses, in one query; those that never booked with this host are left out. */
  bookedOften(
    source: Pick<Tx, 'query'>,
    hostId: number,
    emails: readonly string[],
  ): Promise<Map<string, BookedOften>> {
    return this.invitees.bookedOften(source, hostId, emails);
  }

  /** The last `most` appointments that this address booked with this host, in two queries. */
  appointmentsBookedBy(
    source: Pick<Tx, 'query'>,
    asked: { hostId: number; email: string; now: Date; most: number },
  ): Promise<AppointmentBody[]> {
    return this.invitees.history(source, asked);
  }
}
