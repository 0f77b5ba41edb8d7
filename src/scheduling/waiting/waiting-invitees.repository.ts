import { Injectable } from '@nestjs/common';
import { SeatGrantFollower, type GrantedSeats } from '../../booking/booking.api.js';
import { columnList } from '../../platform/database/column-list.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { WaitingInvitee } from './waiting-invitee.entity.js';

const WAITING = `${columnList('w', WaitingInvitee)}, coalesce(p.slug, '') AS "organizerSlug",
  coalesce(p.full_name, 'Deleted user') AS "organizerName", p.timezone AS "organizerTimezone"`;

const INSERT = prepared(
  'scheduling-wait',
  `INSERT INTO scheduling.waiting_invitees (id, person_id, event_type_id, type_slug, type_name, location,
     invitee_name, invitee_email, invitee_phone, invitee_timezone, invitee_language, custom_answers,
     booked_from, created_at)
   VALUES ($id, $personId, $eventTypeId, $typeSlug, $typeName, $location,
     $inviteeName, $inviteeEmail, $inviteePhone, $inviteeTimezone, $inviteeLanguage, $customAnswers::jsonb,
     $bookedFrom, $createdAt)`,
);

const FIND = prepared(
  'scheduling-waiting',
  `SELECT ${WAITING} FROM scheduling.waiting_invitees w
   JOIN scheduling.event_types t ON t.id = w.event_type_id JOIN identity.people p ON p.id = t.owner_id
   WHERE w.id = $id`,
);

const CARDS = prepared(
  'scheduling-waiting-cards',
  `SELECT ${WAITING} FROM scheduling.waiting_invitees w
   JOIN scheduling.event_types t ON t.id = w.event_type_id JOIN identity.people p ON p.id = t.owner_id
   WHERE w.id = ANY ($ids::bigint[])`,
);

const GRANTED = prepared(
  'scheduling-waiting-granted',
  `INSERT INTO scheduling.appointments (id, type_slug, type_name, location, invitee_name, invitee_email,
     invitee_phone, invitee_timezone, invitee_language, custom_answers, booked_from, updated_at)
   SELECT given.booking_id, w.type_slug, w.type_name, w.location, w.invitee_name, w.invitee_email,
     w.invitee_phone, w.invitee_timezone, w.invitee_language, w.custom_answers, w.booked_from, b.registered_at
   FROM unnest($entryIds::bigint[], $bookingIds::bigint[]) AS given (entry_id, booking_id)
   JOIN scheduling.waiting_invitees w ON w.id = given.entry_id
   JOIN booking.time_bookings b ON b.booking_id = given.booking_id`,
);

export type WaitingRow = WaitingInvitee & {
  organizerSlug: string;
  organizerName: string;
  organizerTimezone: string;
};

@Injectable()
export class WaitingInviteesRepository extends SeatGrantFollower {
  async insert(tx: Tx, { customAnswers, ...waiting }: WaitingInvitee): Promise<void> {
    await tx.query(INSERT, { ...waiting, customAnswers: JSON.stringify(customAnswers) });
  }

  async find(source: Pick<Tx, 'query'>, id: number): Promise<WaitingRow | null> {
    return (await source.query<WaitingRow>(FIND, { id }))[0] ?? null;
  }

  /** By their entries, in one query. */
  async cards(source: Pick<Tx, 'query'>, ids: readonly number[]): Promise<Map<number, WaitingRow>> {
    if (ids.length === 0) return new Map();
    return new Map((await source.query<WaitingRow>(CARDS, { ids })).map((row) => [row.id, row]));
  }

  /** What they waited for is an appointment from then on. */
  async granted(tx: Tx, seats: readonly GrantedSeats[]): Promise<void> {
    const entryIds = seats.map(({ entryId }) => entryId);
    const bookingIds = seats.map(({ bookingId }) => bookingId);
    await tx.query(GRANTED, { entryIds, bookingIds });
  }
}
