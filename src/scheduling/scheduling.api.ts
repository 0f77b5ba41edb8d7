import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import type { AppointmentRow } from './appointments/appointments.dto.js';
import { AppointmentsQueries, type AppointmentCard } from './appointments/appointments.queries.js';
import { EventTypesQueries } from './event-types/event-types.queries.js';

export { manageUrl, toAppointmentBody } from './appointments/appointments.dto.js';
export { toTimeSlotResponse, type SlotOffer, type TimeSlotResponse } from './timeslots/timeslot.dto.js';
export type { AppointmentCard, AppointmentRow };

/** What other contexts may ask of scheduling. */
@Injectable()
export class SchedulingApi {
  constructor(
    private readonly appointments: AppointmentsQueries,
    private readonly types: EventTypesQueries,
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
}
