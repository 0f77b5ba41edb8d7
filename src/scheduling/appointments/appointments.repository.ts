import { Injectable } from '@nestjs/common';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { instantSql } from '../../platform/events/payload-sql.js';
import type { AppointmentPayload } from '../scheduling.events.js';
import type { Appointment, Guest } from './appointment.entity.js';

const INSERT = prepared(
  'scheduling-appointment',
  `INSERT INTO scheduling.appointments (id, type_slug, type_name, location, invitee_name, invitee_email,
     invitee_phone, invitee_timezone, invitee_language, custom_answers, guests, booked_from, updated_at)
   VALUES ($id, $typeSlug, $typeName, $location, $inviteeName, $inviteeEmail,
     $inviteePhone, $inviteeTimezone, $inviteeLanguage, $customAnswers::jsonb, $guests::jsonb, $bookedFrom,
     $updatedAt)`,
);

const DAY = "interval '1 day'";
const TO_REMIND = `scheduling.appointments a JOIN booking.time_bookings b ON b.booking_id = a.id
  WHERE b.kind = 'appointment' AND b.status = 'confirmed' AND b.confirmed_at <= b.starts_at - ${DAY}
    AND b.starts_at > $now AND b.starts_at <= $now::timestamptz + ${DAY}
    AND a.reminded_for IS DISTINCT FROM b.starts_at`;

export const APPOINTMENTS_DUE = `EXISTS (SELECT FROM ${TO_REMIND})`;

const REMIND = prepared(
  'scheduling-remind-of-appointments',
  `WITH due AS (
     SELECT b.* FROM ${TO_REMIND} ORDER BY b.starts_at, a.id LIMIT $limit FOR UPDATE OF a SKIP LOCKED)
   UPDATE scheduling.appointments a SET reminded_for = due.starts_at FROM due WHERE a.id = due.booking_id
   RETURNING a.id AS "bookingId", a.type_name AS "typeName", due.host_id AS "hostId",
     due.person_id AS "personId", ${instantSql('due.starts_at')} AS "startsAt",
     ${instantSql('due.ends_at')} AS "endsAt", due.sequence, due.price_cents AS "priceCents", due.currency,
     due.awaits_host AS "awaitsHost"`,
);

const LOCK_PARTY = prepared(
  'scheduling-appointment-party',
  `SELECT a.invitee_email AS "inviteeEmail", a.guests
   FROM scheduling.appointments a WHERE a.id = $id FOR UPDATE`,
);

const SAVE_GUESTS = prepared(
  'scheduling-appointment-guests',
  'UPDATE scheduling.appointments SET guests = $guests::jsonb, updated_at = $at WHERE id = $id',
);

export type Party = Pick<Appointment, 'inviteeEmail' | 'guests'>;

@Injectable()
export class AppointmentsRepository {
  async insert(tx: Tx, { guests, customAnswers, ...of }: Omit<Appointment, 'remindedFor'>): Promise<void> {
    const lists = { guests: JSON.stringify(guests), customAnswers: JSON.stringify(customAnswers) };
    await tx.query(INSERT, { ...of, ...lists });
  }

  /** Until the commit. */
  async lockParty(tx: Tx, id: number): Promise<Party> {
    return (await tx.query<Party>(LOCK_PARTY, { id }))[0]!;
  }

  async saveGuests(tx: Tx, id: number, guests: readonly Guest[], at: Date): Promise<void> {
    await tx.query(SAVE_GUESTS, { id, guests: JSON.stringify(guests), at });
  }

  /** Answers its id. */
  async insertOccurrence(tx: Tx, eventTypeId: number): Promise<number> {
    const sql = 'INSERT INTO scheduling.occurrences (event_type_id) VALUES ($eventTypeId) RETURNING id';
    return (await tx.query<{ id: number }>(sql, { eventTypeId }))[0]!.id;
  }

  /** Those that start within a day and were firm before, each once for a start. */
  claimDue(tx: Tx, now: Date, limit: number): Promise<AppointmentPayload[]> {
    return tx.query<AppointmentPayload>(REMIND, { now, limit });
  }
}
