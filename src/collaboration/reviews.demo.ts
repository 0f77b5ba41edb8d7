import type { INestApplicationContext } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { Clock } from '../shared/clock.js';
import { DEMO_REVIEWS } from './demo-events.policy.js';
import { attended } from './reviews/attendance.sql.js';

const SAID = `unnest($ratings::integer[], $titles::text[], $bodies::text[])
  WITH ORDINALITY AS said (rating, title, body, nth)`;
const WITHOUT = (kind: string, id: string) => `NOT EXISTS (SELECT FROM collaboration.reviews r
  WHERE r.subject_kind = '${kind}' AND r.subject_id = ${id})`;
const GUESTS = `(SELECT p.id FROM identity.people p WHERE p.username::text = ANY($guests))`;
const WRITTEN_AT = (end: string, nth: string) =>
  `least(${end} + make_interval(hours => 2 + (${nth} * 7 % 50)::int), $now::timestamptz)`;

/** Every second of the guests who came says how it was. */
const REVIEW_EVENTS = `
  INSERT INTO collaboration.reviews (subject_kind, subject_id, author_id, reviewee_id, rating, title, body,
    created_at, updated_at)
  SELECT 'event', came.id, came.person_id, came.organizer_id, said.rating, said.title, said.body,
    ${WRITTEN_AT('came.ends_at', 'came.n')}, ${WRITTEN_AT('came.ends_at', 'came.n')}
  FROM (SELECT e.id, e.organizer_id, e.ends_at, b.person_id,
      row_number() OVER (PARTITION BY e.id ORDER BY b.booking_id) AS n
    FROM collaboration.events e JOIN booking.offer_bookings b ON b.kind = 'event' AND b.ref_id = e.id
    WHERE e.kind = 'ticketed' AND e.state = 'open' AND e.deleted_at IS NULL AND e.ends_at <= $now
      AND b.person_id IN ${GUESTS} AND b.person_id <> e.organizer_id AND ${attended('b', 'e.id')}
      AND ${WITHOUT('event', 'e.id')}) came
  JOIN ${SAID} ON said.nth = 1 + (came.n / 2 + came.id) % cardinality($ratings) WHERE came.n % 2 = 0`;

/** Those who asked for a meeting say it of the expert, whose sum goes with it. */
const REVIEW_MEETINGS = `
  WITH written AS (
    INSERT INTO collaboration.reviews (subject_kind, subject_id, author_id, reviewee_id, is_of_expert, rating,
      title, body, created_at, updated_at)
    SELECT 'meeting', b.booking_id, b.person_id, b.host_id, true, said.rating, said.title, said.body,
      ${WRITTEN_AT('b.completed_at', 'b.booking_id')}, ${WRITTEN_AT('b.completed_at', 'b.booking_id')}
    FROM booking.time_bookings b JOIN ${SAID} ON said.nth = 1 + b.booking_id % cardinality($ratings)
    WHERE b.kind = 'meeting' AND b.status = 'completed' AND b.person_id IN ${GUESTS}
      AND ${WITHOUT('meeting', 'b.booking_id')}
    RETURNING reviewee_id, rating)
  INSERT INTO collaboration.expert_ratings AS e (person_id, rating_sum, rating_count)
  SELECT reviewee_id, sum(rating), count(*) FROM written GROUP BY reviewee_id
  ON CONFLICT ON CONSTRAINT expert_ratings_pkey DO UPDATE SET
    rating_sum = e.rating_sum + excluded.rating_sum, rating_count = e.rating_count + excluded.rating_count`;

/** Lets guests say how it was, of what nobody has reviewed yet. */
export async function createDemoReviews(app: INestApplicationContext, guests: string[]): Promise<void> {
  const now = app.get(Clock).now();
  const [ratings, titles, bodies] = [0, 1, 2].map((part) => DEMO_REVIEWS.map((review) => review[part]));
  const values = { now, guests, ratings, titles, bodies };
  await app.get(Database).transaction(async (tx) => {
    await tx.query(REVIEW_EVENTS, values);
    await tx.query(REVIEW_MEETINGS, values);
  });
}
