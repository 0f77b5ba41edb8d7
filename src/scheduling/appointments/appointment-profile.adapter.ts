import { Injectable } from '@nestjs/common';
import { OfferProfile, type Invitee, type ShownApart } from '../../booking/booking.api.js';
import type { Tx } from '../../platform/database/tx.js';
import { toAppointmentBody } from './appointments.dto.js';
import { AppointmentsQueries } from './appointments.queries.js';

/** Time of a host, and a seat of the session that several may share. */
@Injectable()
export class AppointmentProfile extends OfferProfile {
  readonly bookingKind = 'appointment';
  readonly offerKind = 'occurrence';
  readonly field = 'start_time';
  readonly noun = 'session';
  override readonly claimsTime = true;
  override readonly refersBeyondOffer = true;

  constructor(private readonly appointments: AppointmentsQueries) {
    super();
  }

  override inviteeOf(source: Pick<Tx, 'query'>, bookingId: number): Promise<Invitee | null> {
    return this.appointments.inviteeOf(source, bookingId);
  }

  override async showApart(source: Pick<Tx, 'query'>, ids: readonly number[], now: Date) {
    const rows = await this.appointments.byIds(source, ids, now);
    return new Map<number, ShownApart>(
      [...rows].map(([id, row]) => {
        const appointment = toAppointmentBody(row);
        return [id, { bookerName: appointment.invitee_name, appointment }];
      }),
    );
  }
}
