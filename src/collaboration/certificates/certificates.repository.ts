import { firmSeat } from '../../booking/booking.api.js';
import { Injectable } from '@nestjs/common';
import { currentRequest } from '../../platform/context/request-context.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { publishSql } from '../../platform/events/payload-sql.js';
import { CertificateIssued } from '../collaboration.events.js';

/** Issuing and withdrawing queue up by event: whichever comes last sees what the other did. */
const LOCK = `SELECT e.id FROM collaboration.events e WHERE e.id = $1 AND e.kind = 'ticketed'
  AND e.state = 'open' AND e.phase = 'over' FOR NO KEY UPDATE`;

/** Who came to the event $1: checked in, with a booking that stands. */
const GUESTS = `SELECT b.person_id FROM booking.offer_bookings b
  WHERE b.kind = 'event' AND b.ref_id = $1 AND ${firmSeat.sql('b')}
    AND b.checked_in_at IS NOT NULL AND b.person_id IS NOT NULL`;

const ISSUED = {
  certificateId: 'id',
  certificateNumber: 'certificate_number',
  eventId: 'event_id',
  eventTitle: 'event_title',
  personId: 'person_id',
};

const ISSUE = prepared(
  'collaboration-issue-certificates',
  `WITH lasted AS (
     SELECT e.*, 15 * round(coalesce(
       (SELECT sum(extract(epoch FROM s.ends_at - s.starts_at)) FROM collaboration.sessions s
         WHERE s.event_id = e.id AND s.released_at IS NULL),
       extract(epoch FROM e.ends_at - e.starts_at)) / 900)::integer AS minutes
     FROM collaboration.events e WHERE e.id = $1
   ), issued AS (
     INSERT INTO collaboration.certificates AS c (event_id, person_id, certificate_number, organizer_id,
       event_title, event_starts_at, event_ends_at, minutes, skill_tags, issued_at)
     SELECT e.id, guest.person_id,
       format('CERT-%s-%s-%s', e.id, guest.person_id, upper(left(gen_random_uuid()::text, 6))),
       e.organizer_id, e.title, e.starts_at, e.ends_at, e.minutes, e.tags, greatest($2, e.ends_at)
     FROM lasted e CROSS JOIN (SELECT DISTINCT person_id FROM (${GUESTS}) came) guest
     WHERE $3::bigint IS NULL OR guest.person_id = $3
     ON CONFLICT ON CONSTRAINT certificates_one_per_person
       DO UPDATE SET withdrawn_at = NULL WHERE c.withdrawn_at IS NOT NULL
     RETURNING c.*
   ), published AS (
     ${publishSql(CertificateIssued, ISSUED, 'FROM issued ORDER BY id', '$4')}
   )
   SELECT count(*)::integer AS count FROM issued`,
);

const WITHDRAW = `UPDATE collaboration.certificates SET withdrawn_at = $3
  WHERE event_id = $1 AND person_id = $2 AND withdrawn_at IS NULL AND person_id NOT IN (${GUESTS})`;

const MARK_DOWNLOADED = `UPDATE collaboration.certificates SET downloaded_at = coalesce(downloaded_at, $3)
  WHERE id = $1 AND person_id = $2 AND withdrawn_at IS NULL RETURNING id`;

@Injectable()
export class CertificatesRepository {
  /** Whether the event is ticketed and its end published; locks it until the commit. */
  async lockOver(tx: Tx, eventId: number): Promise<boolean> {
    return (await tx.query(LOCK, [eventId])).length > 0;
  }

  /** Answers how many were given. */
  async issue(tx: Tx, eventId: number, personId: number | null, at: Date): Promise<number> {
    const values = [eventId, at, personId, currentRequest()?.requestId ?? null];
    const [row] = await tx.query<{ count: number }>(ISSUE, values);
    return row!.count;
  }

  async withdraw(tx: Tx, eventId: number, personId: number, at: Date): Promise<void> {
    await tx.query(WITHDRAW, [eventId, personId, at]);
  }

  /** False where the certificate is not the person's; the first time stays. */
  async markDownloaded(tx: Tx, id: number, personId: number, at: Date): Promise<boolean> {
    return (await tx.query(MARK_DOWNLOADED, [id, personId, at])).length > 0;
  }
}
