import { Injectable } from '@nestjs/common';
import { BookingApi, type BookingData, type WaitlistRow } from '../../booking/booking.api.js';
import { SalesApi, toRefundQuote } from '../../booking/sales.api.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { toAppointmentResponse, type AppointmentRow } from '../appointments/appointments.dto.js';
import { AppointmentsQueries } from '../appointments/appointments.queries.js';
import { SessionWaitlistService } from '../appointments/session-waitlist.service.js';
import type { ManagedAppointmentResponse } from './manage.dto.js';
import { availableActions, changeableUntil, type Manageable } from './manageable.policy.js';

/** What a link opens: an appointment, or a place in a queue for one. */
export type Linked =
  { booking: BookingData; entry: WaitlistRow | null } | { booking: null; entry: WaitlistRow };

type Source = Pick<Tx, 'query'>;

/** Appointments as their invitees see them, by the link alone. */
@Injectable()
export class ManagedAppointmentsService {
  constructor(
    private readonly db: Database,
    private readonly booking: BookingApi,
    private readonly appointments: AppointmentsQueries,
    private readonly waiting: SessionWaitlistService,
    private readonly sales: SalesApi,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Refuses with `NotFound`. */
  read(token: string): Promise<ManagedAppointmentResponse> {
    return this.readIn(this.db, token);
  }

  async readIn(source: Source, token: string): Promise<ManagedAppointmentResponse> {
    const linked = await this.open(source, token);
    const row = await this.rowOf(source, linked, token);
    const { booking, entry } = linked;
    const now = this.clock.now();
    const position = entry?.position ?? null;
    const manageable = { ...row, ...manageableOf(booking, entry), guests: row.guests.length };
    const quote = booking && changeableUntil(manageable) ? this.booking.refundQuote(booking, now) : null;
    return {
      ...toAppointmentResponse(row, this.config.frontendUrl, position),
      available_actions: availableActions(manageable, now),
      changeable_until: changeableUntil(manageable),
      refund_quote: quote && toRefundQuote(quote),
      payment_methods: row.priceCents > 0 ? this.sales.desk.methods() : [],
    };
  }

  /** Refuses with `NotFound` what is no appointment's. */
  async open(source: Source, token: string): Promise<Linked> {
    const linked = await this.booking.findByToken(source, token);
    if (!linked) throw new NotFound('The appointment');
    const { booking, entryId } = linked;
    const entry = entryId === null ? null : await this.booking.findWaiting(source, entryId);
    if (booking?.kind === 'appointment') return { booking, entry };
    if (booking || entry?.kind !== 'occurrence') throw new NotFound('The appointment');
    return { booking: null, entry };
  }

  private async rowOf(source: Source, { booking, entry }: Linked, token: string): Promise<AppointmentRow> {
    const found = booking
      ? await this.appointments.find(source, booking.id, this.clock.now())
      : await this.waiting.find(source, entry);
    if (!found) throw new NotFound('The appointment');
    return { ...found, accessToken: token };
  }
}

function manageableOf(
  booking: BookingData | null,
  entry: WaitlistRow | null,
): Pick<Manageable, 'noticeMinutes' | 'canBeTakenAgain' | 'isOffered' | 'seatsFree'> {
  const offer = booking?.offer;
  const left = offer ? (offer.waiting > 0 ? 0 : (offer.capacity ?? Infinity) - offer.taken) : null;
  return {
    noticeMinutes: booking?.noticeMinutes ?? null,
    canBeTakenAgain: booking?.canBeTakenAgain ?? false,
    isOffered: entry?.status === 'offered',
    seatsFree: left,
  };
}
