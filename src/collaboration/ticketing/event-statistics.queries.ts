import { firmSeat } from '../../booking/booking.api.js';
import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { NotFound } from '../../shared/errors.js';
import type { EventReader } from '../model/event.access.js';
import { joinSeats } from '../model/event.sql.js';
import { visibleTo } from '../model/event-visibility.rules.js';
import { attended } from '../reviews/attendance.sql.js';
import { averageOf } from '../reviews/rating.policy.js';
import type { EventStatisticsResponse } from './ticketing.dto.js';

interface Figures {
  organizerId: number;
  confirmed: number;
  spots: number | null;
  waiting: number;
  checkedIn: number;
  revenueCents: number;
  reviews: number;
  ratings: number;
  reviewsAttended: number;
  ratingsAttended: number;
}

const FIGURES = prepared(
  'collaboration-event-statistics',
  `SELECT e.organizer_id AS "organizerId", coalesce(s.confirmed, 0) AS confirmed, s.seats_available AS spots,
     coalesce(s.waiting, 0) AS waiting, sales.*, opinions.*
   FROM collaboration.events e ${joinSeats('e', 's')}
   CROSS JOIN LATERAL (
     SELECT coalesce(sum(b.quantity) FILTER (
         WHERE b.checked_in_at IS NOT NULL AND ${firmSeat.sql('b')}), 0)::int AS "checkedIn",
       coalesce(sum(b.paid_cents - b.refunded_cents), 0)::bigint AS "revenueCents"
     FROM booking.offer_bookings b WHERE b.kind = 'event' AND b.ref_id = e.id
   ) sales
   CROSS JOIN LATERAL (
     SELECT count(*)::int AS reviews, coalesce(sum(r.rating), 0)::int AS ratings,
       count(was_there.person_id)::int AS "reviewsAttended",
       coalesce(sum(r.rating) FILTER (WHERE was_there.person_id IS NOT NULL), 0)::int AS "ratingsAttended"
     FROM collaboration.reviews r
     LEFT JOIN (SELECT DISTINCT b.person_id FROM booking.offer_bookings b
       WHERE b.kind = 'event' AND b.ref_id = $1 AND ${attended('b', '$1')}) was_there
       ON was_there.person_id = r.author_id
     WHERE r.subject_kind = 'event' AND r.subject_id = e.id
   ) opinions
   WHERE e.id = $1 AND ${visibleTo.sql('e', '$2', '$3')}`,
);

@Injectable()
export class EventStatisticsQueries {
  constructor(private readonly db: Database) {}

  /** The revenue is for the organizer and admins. Refuses with `NotFound`. */
  async get(eventId: number, reader: EventReader): Promise<EventStatisticsResponse> {
    const [row] = await this.db.query<Figures>(FIGURES, [
      eventId,
      reader?.id ?? null,
      reader?.isAdmin ?? false,
    ]);
    if (!row) throw new NotFound('The event');
    const mayCount = reader !== null && (reader.isAdmin || reader.id === row.organizerId);
    return {
      total_attendees: row.confirmed,
      available_spots: row.spots === null ? null : Math.max(0, row.spots),
      waitlist_count: row.waiting,
      checked_in_count: row.checkedIn,
      reviews_count: row.reviews,
      average_rating: averageOf(row.ratings, row.reviews),
      average_rating_attended: averageOf(row.ratingsAttended, row.reviewsAttended),
      total_revenue: mayCount ? row.revenueCents / 100 : null,
    };
  }
}
