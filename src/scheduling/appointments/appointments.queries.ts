import { Injectable } from '@nestjs/common';
import { statusAt } from '../../booking/booking.api.js';
import { columnList } from '../../platform/database/column-list.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { Appointment } from './appointment.entity.js';
import type { AppointmentRow } from './appointments.dto.js';

export const APPOINTMENTS = `scheduling.appointments a JOIN booking.time_bookings b ON b.booking_id = a.id
  JOIN identity.people p ON p.id = b.host_id`;

/** `$now` is asked for. */
export const APPOINTMENT_COLUMNS = `${columnList('a', Appointment)}, b.ref_id AS "eventTypeId",
  p.slug AS "organizerSlug", p.full_name AS "organizerName", p.timezone AS "organizerTimezone",
  b.person_id AS "personId", b.host_id AS "hostId", b.offer_id AS "offerId",
  ${statusAt.sql('b', '$now::timestamptz')} AS status, b.starts_at AS "startsAt", b.ends_at AS "endsAt",
  b.quantity, b.price_cents AS "priceCents", b.currency, b.paid_cents AS "paidCents",
  b.refunded_cents AS "refundedCents", b.expires_at AS "expiresAt", b.cancel_reason AS "cancelReason",
  b.reschedule_count AS "rescheduleCount", b.access_token AS "accessToken", b.registered_at AS "createdAt",
  greatest(a.updated_at, b.confirmed_at, b.cancelled_at, b.completed_at, b.moved_at, b.booker_missed_at)
    AS "changedAt"`;

const BY_TOKEN = prepared(
  'scheduling-appointment-by-token',
  `SELECT ${APPOINTMENT_COLUMNS} FROM ${APPOINTMENTS} WHERE b.access_token = $token`,
);

const BY_ID = prepared(
  'scheduling-appointments-by-id',
  `SELECT ${APPOINTMENT_COLUMNS} FROM ${APPOINTMENTS} WHERE a.id = ANY ($ids::bigint[])`,
);

type Source = Pick<Tx, 'query'>;

@Injectable()
export class AppointmentsQueries {
  /** `token` is a UUID. */
  async findByToken(source: Source, token: string, now: Date): Promise<AppointmentRow | null> {
    return (await source.query<AppointmentRow>(BY_TOKEN, { token, now }))[0] ?? null;
  }

  async find(source: Source, id: number, now: Date): Promise<AppointmentRow | null> {
    return (await this.byIds(source, [id], now)).get(id) ?? null;
  }

  /** By their bookings' ids; what is no appointment is left out. */
  async byIds(source: Source, ids: readonly number[], now: Date): Promise<Map<number, AppointmentRow>> {
    if (ids.length === 0) return new Map();
    const rows = await source.query<AppointmentRow & { id: number }>(BY_ID, { ids, now });
    return new Map(rows.map((row) => [row.id, row]));
  }
}
