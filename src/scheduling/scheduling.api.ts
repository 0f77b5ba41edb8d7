import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import { AppointmentsQueries, type AppointmentCard } from './appointments/appointments.queries.js';

export { manageUrl } from './appointments/appointments.dto.js';
export { toTimeSlotResponse, type SlotOffer, type TimeSlotResponse } from './timeslots/timeslot.dto.js';
export type { AppointmentCard };

/** What other contexts may ask of scheduling. */
@Injectable()
export class SchedulingApi {
  constructor(private readonly appointments: AppointmentsQueries) {}

  /** By their bookings' ids, in one query; for those who are in them alone. */
  appointmentCards(source: Pick<Tx, 'query'>, ids: readonly number[]): Promise<Map<number, AppointmentCard>> {
    return this.appointments.cards(source, ids);
  }
}
