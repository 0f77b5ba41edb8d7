import { Injectable } from '@nestjs/common';
import { InvariantSource, type Invariant } from '../platform/registries/invariant-source.js';

export const SCHEDULING_INVARIANTS: readonly Invariant[] = [
  {
    name: 'skills_differ_from_their_number',
    sql: `SELECT x.person_id, x.skills, s.owner_id, s.counted FROM scheduling.experts x
      FULL JOIN (SELECT owner_id, count(*) AS counted FROM scheduling.user_skills GROUP BY owner_id) s
        ON s.owner_id = x.person_id
      WHERE coalesce(x.skills, 0) <> coalesce(s.counted, 0)`,
  },
  {
    name: 'appointments_differ_from_their_bookings',
    sql: `SELECT b.booking_id, a.id FROM scheduling.appointments a
      FULL JOIN (SELECT booking_id FROM booking.time_bookings WHERE kind = 'appointment') b
        ON b.booking_id = a.id
      WHERE a.id IS NULL OR b.booking_id IS NULL`,
  },
  {
    name: 'sessions_without_an_occurrence',
    sql: `SELECT s.ref_id FROM booking.offer_seats s LEFT JOIN scheduling.occurrences o ON o.id = s.ref_id
      WHERE s.kind = 'occurrence' AND o.id IS NULL`,
  },
];

@Injectable()
export class SchedulingInvariants extends InvariantSource {
  invariants(): Invariant[] {
    return [...SCHEDULING_INVARIANTS];
  }
}
