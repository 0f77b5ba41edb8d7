import { Injectable } from '@nestjs/common';
import { calendarEntry, heldOrFirm, wholeRefundUntil } from '../../booking/booking.api.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Participant } from './addressees.policy.js';

export interface CalendarEntry {
  bookingId: number;
  calendarUid: string;
  sequence: number;
  /** Which the sequence counts. */
  isCancelled: boolean;
  /** How often the person had booked the same event before. */
  earlier: number;
  startsAt: Date;
  endsAt: Date;
  /** Null where the seats were only ever held. */
  confirmedAt: Date | null;
}

const PARTICIPANTS = prepared(
  'messaging-participants',
  `SELECT ref_id AS "eventId", person_id AS "personId", booking_id AS "bookingId",
    status = 'pending' AS "isHeld", registered_at AS "bookedAt",
    paid_cents - refunded_cents AS cents, currency, ${wholeRefundUntil.sql('b')} AS until
   FROM booking.offer_bookings b
   WHERE kind = 'event' AND ref_id = ANY($1::bigint[]) AND person_id IS NOT NULL
     AND ${heldOrFirm.sql('b')}
   ORDER BY booking_id`,
);

const ENTRIES = prepared(
  'messaging-booking-entries',
  `SELECT b.booking_id AS "bookingId", entry.uid AS "calendarUid", entry.earlier, b.sequence,
     b.status = 'cancelled' AS "isCancelled", b.starts_at AS "startsAt", b.ends_at AS "endsAt",
     b.confirmed_at AS "confirmedAt"
   FROM booking.offer_bookings b CROSS JOIN ${calendarEntry.sql('b', 'event')} entry
   WHERE b.booking_id = ANY($1::bigint[])
   UNION ALL
   SELECT booking_id, calendar_uid, 0, sequence, status = 'cancelled', starts_at, ends_at, confirmed_at
   FROM booking.time_bookings WHERE booking_id = ANY($1::bigint[])`,
);

const UNREAD = prepared(
  'messaging-unread-messages',
  'SELECT id FROM messaging.messages WHERE id = ANY($ids::bigint[]) AND read_at IS NULL',
);

/** Reads of booking's published views and of messages, in the caller's transaction. */
@Injectable()
export class RecipientsQueries {
  /** Always in one order, so that no two writers lock crosswise. */
  async participantsOf(tx: Tx, eventIds: number[]): Promise<Participant[]> {
    if (eventIds.length === 0) return [];
    return tx.query<Participant>(PARTICIPANTS, [[...new Set(eventIds)]]);
  }

  /** Of these messages those that nobody has read. */
  async unreadOf(tx: Tx, messageIds: number[]): Promise<Set<number>> {
    if (messageIds.length === 0) return new Set();
    const rows = await tx.query<{ id: number }>(UNREAD, { ids: messageIds });
    return new Set(rows.map(({ id }) => id));
  }

  async calendarEntriesOf(tx: Tx, bookingIds: number[]): Promise<Map<number, CalendarEntry>> {
    if (bookingIds.length === 0) return new Map();
    const rows = await tx.query<CalendarEntry>(ENTRIES, [[...new Set(bookingIds)]]);
    return new Map(rows.map((row) => [row.bookingId, row]));
  }
}
