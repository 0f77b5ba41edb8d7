import { Injectable } from '@nestjs/common';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { instantSql, publishSql } from '../../platform/events/payload-sql.js';
import { NotificationCreated } from '../messaging.events.js';
import type { Notification } from './notification.entity.js';

export type NotificationDraft = Omit<Notification, 'id' | 'readAt' | 'updatedAt'>;

const PER_STATEMENT = 1_000;

const CREATED = {
  notificationId: 'id',
  personId: 'person_id',
  kind: 'kind',
  actorId: 'actor_id',
  title: 'title',
  message: 'message',
  eventId: 'event_id',
  eventTitle: 'event_title',
  relatedId: 'related_id',
  createdAt: instantSql('created_at'),
};

const KEEP = prepared(
  'messaging-keep-notices',
  `WITH kept AS (
     INSERT INTO messaging.notifications (person_id, kind, subject, occurrence, actor_id, title, message,
       event_id, event_title, related_id, in_app, created_at, updated_at)
     SELECT d."personId", d.kind, d.subject, d.occurrence, d."actorId", d.title, d.message, d."eventId",
       d."eventTitle", d."relatedId", d."inApp",
       d."createdAt", d."createdAt"
     FROM json_to_recordset($1::json) AS d ("personId" bigint, kind text, subject text, occurrence text,
       "actorId" bigint, title text, message text, "eventId" bigint, "eventTitle" text, "relatedId" bigint,
       "inApp" boolean, "createdAt" timestamptz)
     ON CONFLICT ON CONSTRAINT notifications_once DO NOTHING
     RETURNING *
   ), published AS (
     ${publishSql(NotificationCreated, CREATED, 'FROM kept WHERE in_app ORDER BY id', 'NULL')}
   )
   SELECT person_id AS "personId", kind, subject, occurrence FROM kept`,
);

/** The constraint `notifications_once` sees to it that nothing is sent twice. */
@Injectable()
export class NotificationsRepository {
  constructor(private readonly outbox: Outbox) {}

  /** Keeps the drafts that are new, in this order, and answers their keys. */
  async insertNew(tx: Tx, drafts: NotificationDraft[]): Promise<Set<string>> {
    const fresh = new Set<string>();
    for (let from = 0; from < drafts.length; from += PER_STATEMENT) {
      const some = JSON.stringify(drafts.slice(from, from + PER_STATEMENT));
      const rows = await tx.query<Parameters<typeof notificationKey>[0]>(KEEP, [some]);
      for (const row of rows) fresh.add(notificationKey(row));
    }
    if (fresh.size > 0) this.outbox.announce(tx);
    return fresh;
  }
}

export function notificationKey(
  draft: Pick<Notification, 'personId' | 'kind' | 'subject' | 'occurrence'>,
): string {
  return `${draft.kind}:${draft.subject}:${draft.occurrence}:${draft.personId}`;
}
