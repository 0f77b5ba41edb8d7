import { Injectable } from '@nestjs/common';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Appointment } from './appointment.entity.js';

const INSERT = prepared(
  'scheduling-appointment',
  `INSERT INTO scheduling.appointments (id, type_slug, type_name, location, invitee_name, invitee_email,
     invitee_phone, invitee_timezone, invitee_language, custom_answers, guests, booked_from, updated_at)
   VALUES ($id, $typeSlug, $typeName, $location, $inviteeName, $inviteeEmail,
     $inviteePhone, $inviteeTimezone, $inviteeLanguage, $customAnswers::jsonb, $guests::jsonb, $bookedFrom,
     $updatedAt)`,
);

@Injectable()
export class AppointmentsRepository {
  async insert(tx: Tx, { guests, customAnswers, ...of }: Omit<Appointment, 'remindedFor'>): Promise<void> {
    const lists = { guests: JSON.stringify(guests), customAnswers: JSON.stringify(customAnswers) };
    await tx.query(INSERT, { ...of, ...lists });
  }

  /** Answers its id. */
  async insertOccurrence(tx: Tx, eventTypeId: number): Promise<number> {
    const sql = 'INSERT INTO scheduling.occurrences (event_type_id) VALUES ($eventTypeId) RETURNING id';
    return (await tx.query<{ id: number }>(sql, { eventTypeId }))[0]!.id;
  }
}
