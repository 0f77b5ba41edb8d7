import { Injectable } from '@nestjs/common';
import { InvariantSource, type Invariant } from '../platform/registries/invariant-source.js';

/** What must hold between events and the offers of their seats. */
export const COLLABORATION_INVARIANTS: readonly Invariant[] = [
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
          AND b.person_id = e.organizer_id AND b.status IN ('confirmed', 'completed', 'no_show'))`,
  },
];

@Injectable()
export class CollaborationInvariants extends InvariantSource {
  invariants(): Invariant[] {
    return [...COLLABORATION_INVARIANTS];
  }
}
