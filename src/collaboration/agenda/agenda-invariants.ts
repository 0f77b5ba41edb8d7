import { Injectable } from '@nestjs/common';
import { EventCancelled, EventDeleted } from '../collaboration.events.js';
import { InvariantSource, type Invariant } from '../../platform/registries/invariant-source.js';

const room = (s: string) => `lower(regexp_replace(${s}.room_or_link, '\\s+', '', 'g'))`;

/** Pairs of sessions at one time that have something in common. */
const twiceAtOnce = (what: string) => `SELECT a.id, b.id AS other_id FROM collaboration.sessions a
  JOIN collaboration.sessions b ON ${what} AND b.id > a.id AND b.starts_at < a.ends_at AND a.starts_at < b.ends_at
  WHERE a.released_at IS NULL AND b.released_at IS NULL`;

/** What must hold of agendas at any time, whoever writes. */
export const AGENDA_INVARIANTS: readonly Invariant[] = [
  {
    name: 'sessions_outside_their_event',
    sql: `SELECT s.id FROM collaboration.sessions s JOIN collaboration.events e ON e.id = s.event_id
      WHERE s.released_at IS NULL AND e.state <> 'cancelled' AND e.deleted_at IS NULL
        AND (s.starts_at < e.starts_at OR s.ends_at > e.ends_at)`,
  },
  {
    // A listener releases them: what has just ended is not broken, what its listener has heard is.
    name: 'sessions_held_by_what_does_not_take_place',
    sql: `SELECT s.id FROM collaboration.sessions s JOIN collaboration.events e ON e.id = s.event_id
      WHERE s.released_at IS NULL AND (e.state = 'cancelled' OR e.deleted_at IS NOT NULL)
        AND NOT EXISTS (SELECT FROM platform.outbox o WHERE o.done_at IS NULL
          AND o.name IN ('${EventCancelled.name}', '${EventDeleted.name}') AND (o.payload->>'id')::bigint = e.id)`,
  },
  { name: 'speaker_in_two_sessions', sql: twiceAtOnce('b.speaker_id = a.speaker_id') },
  {
    name: 'room_of_two_sessions',
    sql: `${twiceAtOnce(`b.event_id = a.event_id AND ${room('b')} = ${room('a')}`)} AND a.room_or_link <> ''`,
  },
];

@Injectable()
export class AgendaInvariants extends InvariantSource {
  invariants(): Invariant[] {
    return [...AGENDA_INVARIANTS];
  }
}
