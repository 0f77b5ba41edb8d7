import { Injectable } from '@nestjs/common';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { instantSql } from '../../platform/events/payload-sql.js';
import type { MeetingPayload } from '../scheduling.events.js';
import type { Meeting } from './meeting.entity.js';

const DAY = "interval '1 day'";
const TO_REMIND = `scheduling.meetings m JOIN booking.time_bookings b ON b.booking_id = m.id
  WHERE b.kind = 'meeting' AND b.status = 'confirmed' AND b.confirmed_at <= b.starts_at - ${DAY}
    AND b.starts_at > $now AND b.starts_at <= $now::timestamptz + ${DAY}
    AND m.reminded_for IS DISTINCT FROM b.starts_at`;

export const REMINDERS_DUE = `EXISTS (SELECT FROM ${TO_REMIND})`;

const REMIND = prepared(
  'scheduling-remind-of-meetings',
  `WITH due AS (
     SELECT m.id, b.person_id, b.host_id, b.starts_at, b.ends_at, b.sequence FROM ${TO_REMIND}
     ORDER BY b.starts_at, m.id LIMIT $limit FOR UPDATE OF m SKIP LOCKED)
   UPDATE scheduling.meetings m SET reminded_for = due.starts_at FROM due WHERE m.id = due.id
   RETURNING m.id AS "meetingId", m.title, due.person_id AS "requesterId", due.host_id AS "expertId",
     ${instantSql('due.starts_at')} AS "startsAt", ${instantSql('due.ends_at')} AS "endsAt", due.sequence`,
);

@Injectable()
export class MeetingsRepository {
  async insert(tx: Tx, { id, title, description, categoryId }: Omit<Meeting, 'remindedFor'>): Promise<void> {
    await tx.query(
      `INSERT INTO scheduling.meetings (id, title, description, category_id)
       VALUES ($id, $title, $description, $categoryId)`,
      { id, title, description, categoryId },
    );
  }

  async titlesOf(tx: Pick<Tx, 'query'>, ids: number[]): Promise<Map<number, string>> {
    const sql = 'SELECT id, title FROM scheduling.meetings WHERE id = ANY($1::bigint[])';
    const rows = await tx.query<{ id: number; title: string }>(sql, [ids]);
    return new Map(rows.map(({ id, title }) => [id, title]));
  }

  /** Those that start within a day and were firm before, each once for a start. */
  claimDue(tx: Tx, now: Date, limit: number): Promise<MeetingPayload[]> {
    return tx.query<MeetingPayload>(REMIND, { now, limit });
  }
}
