import { Injectable } from '@nestjs/common';
import { hasStatus, statusAt } from '../../booking/booking.api.js';
import { Database } from '../../platform/database/database.js';
import { Selection } from '../../platform/database/selection/selection.js';
import type { Tx } from '../../platform/database/tx.js';
import { pageOf, type Ordering, type Page } from '../../platform/http/lists/lists.js';
import type { MeetingRole, MeetingRow, MeetingsQuery } from './meetings.dto.js';

const FROM = `scheduling.meetings m JOIN booking.time_bookings b ON b.booking_id = m.id
  JOIN scheduling.categories c ON c.id = m.category_id`;
const COLUMNS = `m.id, m.title, m.description, m.category_id AS "categoryId", c.name AS "categoryName",
  b.person_id AS "requesterId", b.host_id AS "expertId", ${statusAt.sql('b', '$now::timestamptz')} AS status,
  b.starts_at AS "startsAt", b.ends_at AS "endsAt", b.registered_at AS "createdAt"`;
const SIDES: Record<MeetingRole, string> = {
  requester: 'b.person_id = $personId',
  expert: 'b.host_id = $personId',
};
const ORDERING: Ordering = {
  ordering: { created_at: 'b.registered_at', scheduled_start: 'b.starts_at' },
  default: '-created_at',
  tiebreak: 'm.id',
};

@Injectable()
export class MeetingsQueries {
  constructor(private readonly db: Database) {}

  ofPerson(personId: number, query: MeetingsQuery, now: Date): Promise<Page<MeetingRow>> {
    const { role, status } = query;
    const side = role ? SIDES[role] : `(${SIDES.requester} OR ${SIDES.expert})`;
    const meetings = new Selection({ from: FROM, id: 'm.id' }, { now }).must(side, { personId });
    if (status) meetings.and(hasStatus[status]('b', '$now'));
    return meetings.page<MeetingRow>(this.db, COLUMNS, pageOf(query, ORDERING));
  }

  async find(source: Pick<Tx, 'query'>, id: number, now: Date): Promise<MeetingRow | null> {
    const sql = `SELECT ${COLUMNS} FROM ${FROM} WHERE m.id = $id`;
    return (await source.query<MeetingRow>(sql, { id, now }))[0] ?? null;
  }
}
