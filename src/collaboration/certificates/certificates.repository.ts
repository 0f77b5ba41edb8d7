import { firmSeat } from '../../booking/booking.api.js';
import { Injectable } from '@nestjs/common';
import { currentRequest } from '../../platform/context/request-context.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { publishSql } from '../../platform/events/payload-sql.js';
import { CertificateIssued } from '../collaboration.events.js';

/** Issuing and withdrawing queue up by event: whichever comes last sees what the other did. */
const OVER = `collaboration.events e WHERE e.id = $1 AND e.kind = 'ticketed'
  AND e.state = 'open' AND e.phase = 'over'`;
const LOCK = `SELECT e.organizer_id AS organizer FROM ${OVER} FOR NO KEY UPDATE`;

/** Who came to the event: checked in, with a booking that stands. */
const guestsOf = (eventId: string) => `SELECT b.person_id FROM booking.offer_bookings b
  WHERE b.kind = 'event' AND b.ref_id = ${eventId} AND ${firmSeat.sql('b')}
    AND b.checked_in_at IS NOT NULL AND b.person_id IS NOT NULL`;

/** Of a random UUID the digits before its version and its variant, and between the two: all of them random. */
export const RANDOM_64_BITS = `left(upper(regexp_replace(gen_random_uuid()::text,
  '^(.{8})-(.{4})-.(.{3})-.(.{3})-.*$', '\\1\\2\\3\\4')), 16)`;

const ISSUED = {
  certificateId: 'id',
  certificateNumber: 'certificate_number',
  eventId: 'event_id',
  eventTitle: 'event_title',
  personId: 'person_id',
};

const GUEST_IDS = `SELECT DISTINCT person_id AS id FROM (${guestsOf('$1')}) came
  WHERE ($2::bigint IS NULL OR person_id = $2) AND EXISTS (SELECT FROM ${OVER}) ORDER BY id`;

const ISSUE = prepared(
  'collaboration-issue-certificates',
  `WITH lasted AS (
     SELECT e.*, 15 * round(coalesce(
       (SELECT sum(extract(epoch FROM s.ends_at - s.starts_at)) FROM collaboration.sessions s
         WHERE s.event_id = e.id AND s.released_at IS NULL),
       extract(epoch FROM e.ends_at - e.starts_at)) / 900)::integer AS minutes
     FROM collaboration.events e WHERE e.id = $eventId
   ), issued AS (
     INSERT INTO collaboration.certificates AS c (event_id, person_id, certificate_number, organizer_id,
       holder_name, organizer_name, event_title, event_starts_at, event_ends_at, event_timezone, minutes,
       skill_tags, issued_at)
     SELECT e.id, named.person_id,
       format('CERT-%s-%s-%s', e.id, named.person_id, ${RANDOM_64_BITS}),
       e.organizer_id, named.name, $organizer, e.title, e.starts_at, e.ends_at, e.timezone, e.minutes, e.tags,
       greatest($at, e.ends_at)
     FROM lasted e CROSS JOIN unnest($ids::bigint[], $names::text[]) AS named (person_id, name)
     WHERE named.person_id IN (${guestsOf('$eventId')})
     ON CONFLICT ON CONSTRAINT certificates_one_per_person
       DO UPDATE SET withdrawn_at = NULL, revision = c.revision + 1, holder_name = excluded.holder_name,
         organizer_name = excluded.organizer_name, event_title = excluded.event_title,
         event_starts_at = excluded.event_starts_at, event_ends_at = excluded.event_ends_at,
         event_timezone = excluded.event_timezone, minutes = excluded.minutes, skill_tags = excluded.skill_tags
       WHERE c.withdrawn_at IS NOT NULL
     RETURNING c.*
   ), published AS (
     ${publishSql(CertificateIssued, ISSUED, 'FROM issued ORDER BY id', '$requestId')}
   )
   SELECT count(*)::integer AS count FROM issued`,
);

const WITHDRAW = `UPDATE collaboration.certificates SET withdrawn_at = $3
  WHERE event_id = $1 AND person_id = $2 AND withdrawn_at IS NULL AND person_id NOT IN (${guestsOf('$1')})`;

const MARK_DOWNLOADED = `UPDATE collaboration.certificates SET downloaded_at = coalesce(downloaded_at, $3)
  WHERE id = $1 AND person_id = $2 AND withdrawn_at IS NULL RETURNING id`;

export interface CertificateNames {
  holders: ReadonlyMap<number, string>;
  organizer: string;
}

@Injectable()
export class CertificatesRepository {
  /** Who organizes a ticketed event whose end is published, else null; locks it until the commit. */
  async lockOver(tx: Tx, eventId: number): Promise<number | null> {
    const [event] = await tx.query<{ organizer: number }>(LOCK, [eventId]);
    return event?.organizer ?? null;
  }

  /** Nobody before the end. */
  async guestsOf(tx: Tx, eventId: number, personId: number | null): Promise<number[]> {
    return (await tx.query<{ id: number }>(GUEST_IDS, [eventId, personId])).map(({ id }) => id);
  }

  /** To those of the named who are guests; answers how many were given. */
  async issue(tx: Tx, eventId: number, named: CertificateNames, at: Date): Promise<number> {
    const { holders, organizer } = named;
    const [row] = await tx.query<{ count: number }>(ISSUE, {
      ...{ eventId, at, organizer, requestId: currentRequest()?.requestId ?? null },
      ...{ ids: [...holders.keys()], names: [...holders.values()] },
    });
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
