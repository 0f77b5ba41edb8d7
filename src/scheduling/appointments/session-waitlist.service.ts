import { Injectable } from '@nestjs/common';
import { BookingApi, type WaitlistRow } from '../../booking/booking.api.js';
import { Config } from '../../platform/config/config.js';
import type { Tx } from '../../platform/database/tx.js';
import type { PublishedType } from '../event-types/published-types.queries.js';
import { WaitingInviteesRepository, type WaitingRow } from '../waiting/waiting-invitees.repository.js';
import type { Appointment } from './appointment.entity.js';
import {
  toAppointmentResponse,
  type AppointmentResponse,
  type AppointmentRow,
  type AppointmentStatus,
} from './appointments.dto.js';

const ENDED: Partial<Record<WaitlistRow['status'], AppointmentStatus>> = {
  left: 'cancelled',
  expired: 'expired',
};

export interface WaitingParty extends PublishedType {
  party: number;
  email: string;
  personId: number | null;
}

/** Who waits for seats of a full session, and is known by a link from the beginning. */
@Injectable()
export class SessionWaitlistService {
  constructor(
    private readonly booking: BookingApi,
    private readonly waiting: WaitingInviteesRepository,
    private readonly config: Config,
  ) {}

  /** Refuses with `AlreadyWaiting`, and where no seats are missing. */
  async join(
    tx: Tx,
    sessionId: number,
    { organizer, type, party, email, personId }: WaitingParty,
    { guests: _, updatedAt, ...invitee }: Omit<Appointment, 'id' | 'remindedFor'>,
  ): Promise<AppointmentResponse> {
    const entry = await this.booking.joinWaitlist(tx, {
      ...{ offer: { kind: 'occurrence', refId: sessionId }, hostId: organizer.id },
      ...{ personId, address: email, quantity: party },
    });
    const waiting = { ...invitee, id: entry.id, personId, eventTypeId: type.id, createdAt: updatedAt };
    await this.waiting.insert(tx, waiting);
    const { slug: organizerSlug, fullName: organizerName, timezone: organizerTimezone } = organizer;
    const row = waitingRow({ ...waiting, organizerSlug, organizerName, organizerTimezone }, entry);
    return toAppointmentResponse(row, this.config.frontendUrl, entry.position);
  }

  async find(source: Pick<Tx, 'query'>, entry: WaitlistRow): Promise<AppointmentRow | null> {
    const waiting = await this.waiting.find(source, entry.id);
    return waiting && waitingRow(waiting, entry);
  }
}

function waitingRow(waiting: WaitingRow, entry: WaitlistRow): AppointmentRow {
  const { personId, hostId, offerId, quantity, priceCents, currency, startsAt, endsAt, accessToken } = entry;
  return {
    ...waiting,
    ...{
      personId,
      hostId: hostId ?? 0,
      offerId,
      quantity,
      priceCents,
      currency,
      startsAt,
      endsAt,
      accessToken,
    },
    ...{ id: null, status: ENDED[entry.status] ?? 'waitlisted', guests: [], cancelReason: null },
    ...{ paidCents: 0, refundedCents: 0, expiresAt: null, rescheduleCount: 0, changedAt: waiting.createdAt },
    isFirmFromTheStart: false,
  };
}
