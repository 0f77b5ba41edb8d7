import { attending } from '../booking/booking.api.js';
import { Injectable } from '@nestjs/common';
import { InvariantSource, type Invariant } from '../platform/registries/invariant-source.js';
import { EventCancelled, EventDeleted } from './collaboration.events.js';

const room = (s: string) => `platform.name_key(${s}.room_or_link)`;

/** Pairs of sessions at one time that have something in common. */
const twiceAtOnce = (what: string) => `SELECT a.id, b.id AS other_id FROM collaboration.sessions a
  JOIN collaboration.sessions b ON ${what} AND b.id > a.id AND b.starts_at < a.ends_at
    AND a.starts_at < b.ends_at
  WHERE a.released_at IS NULL AND b.released_at IS NULL`;

const EVENTS: readonly Invariant[] = [
  {
    name: 'events_without_their_offer',
    sql: `SELECT e.id FROM collaboration.events e
      LEFT JOIN booking.offer_seats s ON s.kind = 'event' AND s.ref_id = e.id
      WHERE s.ref_id IS NULL OR (s.state = 'open' AND (e.state <> 'open' OR e.deleted_at IS NOT NULL))
        OR (e.deleted_at IS NULL AND (s.starts_at, s.ends_at) IS DISTINCT FROM (e.starts_at, e.ends_at))
        OR (e.deleted_at IS NULL AND s.capacity IS DISTINCT FROM e.capacity)
        OR s.join_only <> (e.kind = 'gathering')`,
  },
  {
    name: 'gatherings_without_their_creator',
    sql: `SELECT e.id FROM collaboration.events e
      WHERE e.kind = 'gathering' AND e.state = 'open' AND e.deleted_at IS NULL AND NOT EXISTS (
        SELECT FROM booking.offer_bookings b WHERE b.kind = 'event' AND b.ref_id = e.id
          AND b.person_id = e.organizer_id AND ${attending.sql('b')})`,
  },
];

const AGENDA: readonly Invariant[] = [
  {
    name: 'sessions_outside_their_event',
    sql: `SELECT s.id FROM collaboration.sessions s JOIN collaboration.events e ON e.id = s.event_id
      WHERE s.released_at IS NULL AND e.state <> 'cancelled' AND e.deleted_at IS NULL
        AND (s.starts_at < e.starts_at OR s.ends_at > e.ends_at)`,
  },
  {
    // A listener releases them: it counts as broken only once the event's listeners are done.
    name: 'sessions_held_by_what_does_not_take_place',
    sql: `SELECT s.id FROM collaboration.sessions s JOIN collaboration.events e ON e.id = s.event_id
      WHERE s.released_at IS NULL AND (e.state = 'cancelled' OR e.deleted_at IS NOT NULL)
        AND NOT EXISTS (SELECT FROM platform.outbox o WHERE o.done_at IS NULL
          AND o.name IN ('${EventCancelled.name}', '${EventDeleted.name}')
            AND (o.payload->>'id')::bigint = e.id)`,
  },
  {
    name: 'speaker_in_two_sessions',
    sql: twiceAtOnce(
      'b.speaker_id = a.speaker_id AND (b.event_id = a.event_id OR b.published_by = a.published_by)',
    ),
  },
  {
    name: 'sessions_not_published_as_their_event',
    sql: `SELECT s.id FROM collaboration.sessions s JOIN collaboration.events e ON e.id = s.event_id
      WHERE s.released_at IS NULL AND e.state IN ('draft', 'open') AND e.deleted_at IS NULL
        AND s.published_by IS DISTINCT FROM CASE e.state WHEN 'open' THEN e.organizer_id END`,
  },
  {
    name: 'room_of_two_sessions',
    sql: `${twiceAtOnce(`b.event_id = a.event_id AND ${room('b')} = ${room('a')}`)} AND a.room_or_link <> ''`,
  },
];

const VOTES: readonly Invariant[] = [
  {
    name: 'two_ballots_of_one_person',
    sql: `SELECT vote_id, person_id FROM collaboration.ballots WHERE person_id IS NOT NULL
      GROUP BY vote_id, person_id HAVING count(*) > 1`,
  },
  {
    name: 'votes_differ_from_ballots',
    sql: `SELECT v.id, v.ballots, count(b.id) AS cast FROM collaboration.votes v
      LEFT JOIN collaboration.ballots b ON b.vote_id = v.id GROUP BY v.id HAVING v.ballots <> count(b.id)`,
  },
  {
    name: 'options_differ_from_ballots',
    sql: `SELECT o.id, o.ballots, count(chosen.option_id) AS chosen FROM collaboration.vote_options o
      LEFT JOIN (SELECT b.vote_id, unnest(b.option_ids) AS option_id FROM collaboration.ballots b) chosen
        ON chosen.option_id = o.id AND chosen.vote_id = o.vote_id
      GROUP BY o.id HAVING o.ballots <> count(chosen.option_id)`,
  },
  {
    name: 'ballots_for_no_option',
    sql: `SELECT b.id FROM collaboration.ballots b JOIN collaboration.votes v ON v.id = b.vote_id
      WHERE (SELECT count(DISTINCT o.id) FROM collaboration.vote_options o
        WHERE o.vote_id = b.vote_id AND o.id = ANY(b.option_ids)) <> cardinality(b.option_ids)
      OR (NOT v.multiple_choice AND cardinality(b.option_ids) > 1)`,
  },
];

const REVIEWS: readonly Invariant[] = [
  {
    name: 'two_reviews_by_one_person',
    sql: `SELECT subject_kind, subject_id, author_id FROM collaboration.reviews
      GROUP BY subject_kind, subject_id, author_id HAVING count(*) > 1`,
  },
  {
    name: 'expert_ratings_differ_from_reviews',
    sql: `SELECT coalesce(e.person_id, r.reviewee_id) AS person_id
      FROM (SELECT reviewee_id, sum(rating) AS sum, count(*) AS count FROM collaboration.reviews
        WHERE is_of_expert GROUP BY reviewee_id) r
      FULL JOIN collaboration.expert_ratings e ON e.person_id = r.reviewee_id
      WHERE coalesce(e.rating_sum, 0) <> coalesce(r.sum, 0)
        OR coalesce(e.rating_count, 0) <> coalesce(r.count, 0)`,
  },
  {
    name: 'review_counts_differ_from_marks',
    sql: `SELECT r.id FROM collaboration.reviews r
      LEFT JOIN (SELECT review_id, count(*) FILTER (WHERE is_helpful) AS helpful,
          count(*) FILTER (WHERE NOT is_helpful) AS unhelpful
        FROM collaboration.review_marks GROUP BY review_id) m ON m.review_id = r.id
      WHERE r.helpful_count <> coalesce(m.helpful, 0) OR r.unhelpful_count <> coalesce(m.unhelpful, 0)`,
  },
];

const CERTIFICATES: readonly Invariant[] = [
  {
    name: 'two_certificates_of_one_guest',
    sql: `SELECT event_id, person_id FROM collaboration.certificates GROUP BY event_id, person_id
      HAVING count(*) > 1`,
  },
  {
    name: 'certificate_before_the_end',
    sql: `SELECT id FROM collaboration.certificates WHERE issued_at < event_ends_at`,
  },
];

/** What must hold at any time, whoever writes. */
export const COLLABORATION_INVARIANTS: readonly Invariant[] = [
  ...EVENTS,
  ...AGENDA,
  ...VOTES,
  ...REVIEWS,
  ...CERTIFICATES,
];

@Injectable()
export class CollaborationInvariants extends InvariantSource {
  invariants(): Invariant[] {
    return [...COLLABORATION_INVARIANTS];
  }
}
