import { Injectable } from '@nestjs/common';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { toAppointmentBody, type AppointmentBody } from '../appointments/appointments.dto.js';
import { AppointmentsQueries } from '../appointments/appointments.queries.js';

type Source = Pick<Tx, 'query'>;

/** How often an address has booked with a host, cancelled ones too, and when it did last. */
export interface BookedOften {
  hostId: number;
  email: string;
  bookings: number;
  lastBookedAt: Date;
}

/** Who booked, as they said then. */
export interface InviteeCard extends BookedOften {
  bookingId: number;
  personId: number | null;
  name: string;
  phone: string;
  timezone: string;
  isFirmFromTheStart: boolean;
}

const OFTEN = `SELECT b.host_id AS "hostId", a.invitee_email AS email, count(*) AS bookings,
    max(b.registered_at) AS "lastBookedAt"
  FROM scheduling.appointments a JOIN booking.time_bookings b ON b.booking_id = a.id`;

const BOOKED_OFTEN = prepared(
  'scheduling-booked-often',
  `${OFTEN} WHERE a.invitee_email = ANY ($emails::text[]) AND b.host_id = $hostId
   GROUP BY b.host_id, a.invitee_email`,
);

const CARDS = prepared(
  'scheduling-invitee-cards',
  `WITH made AS (
     SELECT a.id AS "bookingId", b.host_id AS "hostId", b.person_id AS "personId", a.invitee_email AS email,
       a.invitee_name AS name, coalesce(a.invitee_phone, '') AS phone, a.invitee_timezone AS timezone,
       b.confirmed_at IS NOT DISTINCT FROM b.registered_at AS "isFirmFromTheStart"
     FROM scheduling.appointments a JOIN booking.time_bookings b ON b.booking_id = a.id
     WHERE a.id = ANY ($ids::bigint[]) AND a.invitee_email IS NOT NULL)
   SELECT made.*, often.bookings, often."lastBookedAt" FROM made CROSS JOIN LATERAL (
     ${OFTEN} WHERE a.invitee_email = made.email AND b.host_id = made."hostId"
     GROUP BY b.host_id, a.invitee_email) often
   ORDER BY made."bookingId"`,
);

const HISTORY = prepared(
  'scheduling-booked-by-address',
  `SELECT a.id FROM scheduling.appointments a JOIN booking.time_bookings b ON b.booking_id = a.id
   WHERE a.invitee_email = $email AND b.host_id = $hostId
   ORDER BY b.registered_at DESC, a.id DESC LIMIT $most::integer`,
);

/** Who booked with whom. Addresses are canonical; those of erased people are forgotten. */
@Injectable()
export class InviteesQueries {
  constructor(private readonly appointments: AppointmentsQueries) {}

  cards(source: Source, bookingIds: readonly number[]): Promise<InviteeCard[]> {
    return source.query<InviteeCard>(CARDS, { ids: bookingIds });
  }

  async bookedOften(
    source: Source,
    hostId: number,
    emails: readonly string[],
  ): Promise<Map<string, BookedOften>> {
    const rows = await source.query<BookedOften>(BOOKED_OFTEN, { hostId, emails });
    return new Map(rows.map((row) => [row.email, row]));
  }

  /** What an address booked with a host, newest first. */
  async history(
    source: Source,
    { hostId, email, now, most }: { hostId: number; email: string; now: Date; most: number },
  ): Promise<AppointmentBody[]> {
    const found = await source.query<{ id: number }>(HISTORY, { hostId, email, most });
    const ids = found.map(({ id }) => id);
    const rows = await this.appointments.byIds(source, ids, now);
    return ids.map((id) => toAppointmentBody(rows.get(id)!));
  }
}
