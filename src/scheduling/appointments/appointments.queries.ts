import { Injectable } from '@nestjs/common';
import { hasStatus, lapsed, liveSeat, statusAt, type Invitee } from '../../booking/booking.api.js';
import { columnList } from '../../platform/database/column-list.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { containing, Selection } from '../../platform/database/selection/selection.js';
import type { Tx } from '../../platform/database/tx.js';
import { pageOf, type Ordering, type Page } from '../../platform/http/lists/lists.js';
import { endOfDay, startOfDay } from '../../shared/local-days.js';
import { Appointment } from './appointment.entity.js';
import type { AppointmentRow, AppointmentsQuery } from './appointments.dto.js';

const APPOINTMENTS = `scheduling.appointments a JOIN booking.time_bookings b ON b.booking_id = a.id
  JOIN identity.people p ON p.id = b.host_id`;

/** `$now` is asked for. */
const APPOINTMENT_COLUMNS = `${columnList('a', Appointment)}, b.ref_id AS "eventTypeId",
  p.slug AS "organizerSlug", p.full_name AS "organizerName", p.timezone AS "organizerTimezone",
  b.person_id AS "personId", b.host_id AS "hostId", b.offer_id AS "offerId",
  ${statusAt.sql('b', '$now::timestamptz')} AS status, b.starts_at AS "startsAt", b.ends_at AS "endsAt",
  b.quantity, b.price_cents AS "priceCents", b.currency, b.paid_cents AS "paidCents",
  b.refunded_cents AS "refundedCents", b.expires_at AS "expiresAt", b.cancel_reason AS "cancelReason",
  b.reschedule_count AS "rescheduleCount", b.access_token AS "accessToken", b.registered_at AS "createdAt",
  b.confirmed_at IS NOT DISTINCT FROM b.registered_at AS "isFirmFromTheStart",
  greatest(a.updated_at, b.confirmed_at, b.cancelled_at, b.completed_at, b.moved_at, b.booker_missed_at)
    AS "changedAt"`;

const BY_ID = prepared(
  'scheduling-appointments-by-id',
  `SELECT ${APPOINTMENT_COLUMNS} FROM ${APPOINTMENTS} WHERE a.id = ANY ($ids::bigint[])`,
);

const SESSION = prepared(
  'scheduling-session-at',
  `SELECT o.ref_id AS "refId", o.waiting, o.seats_available AS "seatsAvailable", EXISTS (
     SELECT FROM booking.time_bookings b JOIN scheduling.appointments a ON a.id = b.booking_id
     WHERE b.offer_id = o.offer_id AND ${liveSeat.sql('b', '$now::timestamptz')}
       AND (a.invitee_email = $email OR b.person_id = $personId::bigint)) AS "isBooked"
   FROM booking.offer_seats o JOIN scheduling.occurrences c ON c.id = o.ref_id
   WHERE o.kind = 'occurrence' AND o.state = 'open' AND o.organizer_id = $hostId
     AND o.starts_at = $startsAt AND o.ends_at = $endsAt AND c.event_type_id = $typeId`,
);

const BUSY = prepared(
  'scheduling-invitee-busy',
  `SELECT EXISTS (SELECT FROM scheduling.taken_times t
     WHERE t.owner_id = $personId AND tstzrange(t.starts_at, t.ends_at) && tstzrange($startsAt, $endsAt))
   OR EXISTS (SELECT FROM booking.claimed_times c
     WHERE c.person_id = $personId AND c.guarded && tstzrange($startsAt, $endsAt)
       AND c.booking_id IS DISTINCT FROM $leavingOut::bigint
       AND NOT (${lapsed.sql('c', '$now::timestamptz')})) AS busy`,
);

const TOLD = prepared(
  'scheduling-appointments-told',
  `SELECT a.id, a.type_name AS "typeName", b.awaits_host AS "awaitsHost"
   FROM scheduling.appointments a JOIN booking.time_bookings b ON b.booking_id = a.id
   WHERE a.id = ANY ($ids::bigint[])`,
);

const CARDS = prepared(
  'scheduling-appointment-cards',
  `SELECT a.id AS "bookingId", b.host_id AS "hostId", b.person_id AS "personId", a.type_name AS "typeName",
     a.location, a.invitee_name AS "inviteeName", a.invitee_email AS "inviteeEmail",
     a.invitee_phone AS "inviteePhone", a.invitee_timezone AS "inviteeTimezone",
     a.invitee_language AS "inviteeLanguage", a.booked_from AS "bookedFrom", b.quantity,
     b.access_token AS "accessToken"
   FROM scheduling.appointments a JOIN booking.time_bookings b ON b.booking_id = a.id
   WHERE a.id = ANY ($ids::bigint[])`,
);

export interface Told {
  typeName: string;
  awaitsHost: boolean;
}

/** What those are told who are in an appointment. */
export interface AppointmentCard {
  bookingId: number;
  hostId: number;
  personId: number | null;
  typeName: string;
  location: string;
  inviteeName: string;
  inviteeEmail: string | null;
  inviteePhone: string | null;
  inviteeTimezone: string;
  inviteeLanguage: string | null;
  bookedFrom: string | null;
  quantity: number;
  accessToken: string;
}

export interface Session {
  refId: number;
  waiting: number;
  seatsAvailable: number;
  /** By this address or account. */
  isBooked: boolean;
}

interface Times {
  startsAt: Date;
  endsAt: Date;
}

type Source = Pick<Tx, 'query'>;

const ORDERING: Ordering = {
  ordering: { created_at: 'b.registered_at', start_time: 'b.starts_at' },
  default: '-created_at',
  tiebreak: 'a.id',
};

const INVITEE = prepared(
  'scheduling-appointment-invitee',
  'SELECT a.invitee_name AS name, a.type_name AS title FROM scheduling.appointments a WHERE a.id = $bookingId',
);

@Injectable()
export class AppointmentsQueries {
  async inviteeOf(source: Source, bookingId: number): Promise<Invitee | null> {
    return (await source.query<Invitee>(INVITEE, { bookingId }))[0] ?? null;
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

  /** What people book of `hostId`; days are those of `zone`. */
  ofHost(
    source: Source,
    hostId: number,
    query: AppointmentsQuery,
    { zone, now }: { zone: string; now: Date },
  ): Promise<Page<AppointmentRow>> {
    const { status, event_type: typeId, start_date: from, end_date: until, search } = query;
    const hosted = new Selection({ from: APPOINTMENTS, id: 'a.id' }, { now })
      .must('b.host_id = $hostId', { hostId })
      .and('b.ref_id = $typeId', { typeId })
      .and('b.starts_at >= $from', { from: from && startOfDay(from, zone) })
      .and('b.starts_at < $until', { until: until && endOfDay(until, zone) })
      .and('(a.invitee_name ILIKE $search OR a.invitee_email ILIKE $search OR a.type_name ILIKE $search)', {
        search: search ? containing(search) : undefined,
      });
    if (status) hosted.and(hasStatus[status]('b', '$now'));
    return hosted.page<AppointmentRow>(source, APPOINTMENT_COLUMNS, pageOf(query, ORDERING));
  }

  async told(source: Source, ids: readonly number[]): Promise<Map<number, Told>> {
    const rows = await source.query<Told & { id: number }>(TOLD, { ids });
    return new Map(rows.map(({ id, ...told }) => [id, told]));
  }

  async cards(source: Source, ids: readonly number[]): Promise<Map<number, AppointmentCard>> {
    if (ids.length === 0) return new Map();
    const rows = await source.query<AppointmentCard>(CARDS, { ids });
    return new Map(rows.map((row) => [row.bookingId, row]));
  }

  /** The live session of a group type at exactly these times, or null. */
  async sessionAt(
    source: Source,
    at: Times & { hostId: number; typeId: number; email: string; personId: number | null; now: Date },
  ): Promise<Session | null> {
    return (await source.query<Session>(SESSION, { ...at }))[0] ?? null;
  }

  /** Whether the person has something else then, which host's buffers keep clear too. */
  async isBusy(
    source: Source,
    personId: number,
    { startsAt, endsAt }: Times,
    now: Date,
    leavingOut: number | null = null,
  ): Promise<boolean> {
    const asked = { personId, startsAt, endsAt, now, leavingOut };
    return (await source.query<{ busy: boolean }>(BUSY, asked))[0]!.busy;
  }
}
