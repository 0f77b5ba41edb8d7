import { Injectable } from '@nestjs/common';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { lapsed } from '../model/booking-clock.rules.js';

/** The upper bits of the key set these advisory locks apart from all others. */
const NAMESPACE = 7301;

export const LOCK_PERSON = `pg_advisory_xact_lock((${NAMESPACE}::bigint << 40) | asked.person_id)`;

const LOCK = prepared(
  'booking-lock-people',
  `SELECT ${LOCK_PERSON}
   FROM (SELECT DISTINCT person_id FROM unnest($1::bigint[]) AS given (person_id) ORDER BY person_id) AS asked`,
);

const LAPSED = prepared(
  'booking-lapsed-claims',
  `SELECT DISTINCT b.id FROM booking.time_claims c JOIN booking.bookings b ON b.id = c.booking_id
   WHERE c.person_id = ANY($1::bigint[]) AND c.kind = 'guard' AND c.during && tstzrange($2, $3)
     AND ${lapsed.sql('b', '$4')}`,
);

const PEOPLE_OF = prepared(
  'booking-people-of-claims',
  'SELECT DISTINCT person_id AS id FROM booking.time_claims WHERE booking_id = ANY($1::bigint[])',
);

/** One writer at a time for a person's time: two inserts into `time_claims_no_overlap` could deadlock. */
@Injectable()
export class PersonLocksRepository {
  /** In ascending order; the first locks that any use case takes. */
  async lock(tx: Tx, people: number[]): Promise<void> {
    if (people.length > 0) await tx.query(LOCK, [people]);
  }

  /** Lapsed holds that still stand in the way of `[from, to)`. */
  async lapsedHolds(tx: Tx, people: number[], from: Date, to: Date, now: Date): Promise<number[]> {
    return (await tx.query<{ id: number }>(LAPSED, [people, from, to, now])).map(({ id }) => id);
  }

  async peopleOf(tx: Tx, bookingIds: number[]): Promise<number[]> {
    return (await tx.query<{ id: number }>(PEOPLE_OF, [bookingIds])).map(({ id }) => id);
  }
}
