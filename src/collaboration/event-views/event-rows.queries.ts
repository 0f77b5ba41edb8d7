import { attending } from '../../booking/booking.api.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import type { EventReader } from '../model/event.access.js';
import { joinSeats, rowColumns, toEventRow, type EventRow, type RawEventRow } from '../model/event.sql.js';
import { visibleTo } from '../model/event-visibility.rules.js';

const ONE = prepared(
  'collaboration-event-row',
  `SELECT ${rowColumns('e', 's', '$2')} FROM collaboration.events e ${joinSeats('e', 's')}
   WHERE e.id = $1 AND e.deleted_at IS NULL`,
);

/** Whoever may see it; null without one. */
export async function eventRow(
  source: Pick<Tx, 'query'>,
  id: number,
  personId: number | null,
): Promise<EventRow | null> {
  const [row] = await source.query<RawEventRow>(ONE, [id, personId]);
  return row ? toEventRow(row) : null;
}

const VISIBLE_ONE = prepared(
  'collaboration-visible-event-row',
  `SELECT ${rowColumns('e', 's', '$2')} FROM collaboration.events e ${joinSeats('e', 's')}
   WHERE e.id = $1 AND ${visibleTo.sql('e', '$2', '$3')}`,
);

/** Null where it is not the reader's to see. */
export async function visibleEventRow(
  source: Pick<Tx, 'query'>,
  id: number,
  reader: EventReader,
): Promise<EventRow | null> {
  const [row] = await source.query<RawEventRow>(VISIBLE_ONE, [
    id,
    reader?.id ?? null,
    reader?.isAdmin ?? false,
  ]);
  return row ? toEventRow(row) : null;
}

const DETAILS = prepared(
  'collaboration-event-details',
  `SELECT ${rowColumns('e', 's', '$2')}, CASE WHEN $2::bigint IS NULL THEN '{}' ELSE ARRAY(
     SELECT b.person_id FROM booking.offer_bookings b
     WHERE b.kind = 'event' AND b.ref_id = e.id AND b.person_id IS NOT NULL
       AND ${attending.sql('b')}
     ORDER BY b.booking_id LIMIT $4) END AS "participantIds"
   FROM collaboration.events e ${joinSeats('e', 's')} WHERE e.id = $1 AND ${visibleTo.sql('e', '$2', '$3')}`,
);

/** With the first `most` of those who take part; with none where there is no reader. */
export async function eventDetailsRow(
  source: Pick<Tx, 'query'>,
  id: number,
  reader: EventReader,
  most: number,
): Promise<(EventRow & { participantIds: number[] }) | null> {
  const values = [id, reader?.id ?? null, reader?.isAdmin ?? false, most];
  const [row] = await source.query<RawEventRow & { participantIds: number[] }>(DETAILS, values);
  return row ? { ...toEventRow(row), participantIds: row.participantIds.map(Number) } : null;
}
