import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { Selection } from '../../platform/database/selection/selection.js';
import type { Tx } from '../../platform/database/tx.js';
import { pageOf, type Ordering, type Page } from '../../platform/http/lists/lists.js';
import type { Notification } from './notification.entity.js';
import type { NotificationsQuery } from './notifications.dto.js';

const ORDERING: Ordering = {
  ordering: { created_at: 'created_at', read_at: 'read_at' },
  default: '-created_at',
  tiebreak: 'id',
};

const COLUMNS = `id, person_id AS "personId", kind, subject, occurrence, actor_id AS "actorId", title, message,
  event_id AS "eventId", event_title AS "eventTitle", related_id AS "relatedId", in_app AS "inApp",
  read_at AS "readAt", created_at AS "createdAt", updated_at AS "updatedAt"`;

const UNREAD = prepared(
  'messaging-unread',
  `SELECT count(*)::int AS count FROM messaging.notifications WHERE person_id = $1 AND in_app
    AND read_at IS NULL`,
);

const MARK = prepared(
  'messaging-mark',
  `UPDATE messaging.notifications
   SET read_at = CASE WHEN $3::boolean THEN coalesce(read_at, $4::timestamptz) END,
     updated_at = CASE WHEN (read_at IS NOT NULL) = $3::boolean THEN updated_at ELSE $4::timestamptz END
   WHERE id = $1 AND person_id = $2 AND in_app RETURNING ${COLUMNS}`,
);

const MARK_ALL = prepared(
  'messaging-mark-all',
  `WITH marked AS (
     UPDATE messaging.notifications SET read_at = $2, updated_at = $2
     WHERE person_id = $1 AND in_app AND read_at IS NULL RETURNING 1)
   SELECT count(*)::int AS count FROM marked`,
);

const BY_IDS = prepared(
  'messaging-notifications-by-ids',
  `SELECT ${COLUMNS} FROM messaging.notifications WHERE id = ANY($ids::bigint[]) AND in_app`,
);

/** A person's own notifications, as far as they show in the app. */
@Injectable()
export class NotificationsQueries {
  constructor(private readonly db: Database) {}

  page(personId: number, query: NotificationsQuery): Promise<Page<Notification>> {
    const { notification_type: kind, is_read: isRead, event } = query;
    return new Selection({ from: 'messaging.notifications', id: 'id' })
      .must('person_id = $personId AND in_app', { personId })
      .and('kind = $kind', { kind })
      .and('(read_at IS NOT NULL) = $isRead', { isRead })
      .and('event_id = $event', { event })
      .page(this.db, COLUMNS, pageOf(query, ORDERING));
  }

  byIds(ids: number[]): Promise<Notification[]> {
    return this.db.query<Notification>(BY_IDS, { ids });
  }

  async unread(personId: number): Promise<number> {
    const [row] = await this.db.query<{ count: number }>(UNREAD, [personId]);
    return row!.count;
  }

  /** Null where the person has no such. The time of the first reading stays. */
  async mark(tx: Tx, id: number, personId: number, isRead: boolean, at: Date): Promise<Notification | null> {
    const [row] = await tx.query<Notification>(MARK, [id, personId, isRead, at]);
    return row ?? null;
  }

  /** Answers how many were unread. */
  async markAll(tx: Tx, personId: number, at: Date): Promise<number> {
    const [row] = await tx.query<{ count: number }>(MARK_ALL, [personId, at]);
    return row!.count;
  }
}
