import { Injectable } from '@nestjs/common';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import type { GatheredChange } from './gathered-change.entity.js';

const ADD = prepared(
  'messaging-gather-change',
  `INSERT INTO messaging.gathered_changes AS g
     (event_id, first_event, previous, changed, actor_id, changed_at, due_at)
   VALUES ($eventId, $firstEvent, $previous, $changed, $actorId, $changedAt, $dueAt)
   ON CONFLICT ON CONSTRAINT gathered_changes_pkey DO UPDATE SET
     previous = CASE WHEN excluded.first_event < g.first_event THEN excluded.previous ELSE g.previous END,
     first_event = least(g.first_event, excluded.first_event),
     changed = array(SELECT DISTINCT unnest(g.changed || excluded.changed)),
     actor_id = CASE WHEN g.actor_id = excluded.actor_id THEN g.actor_id END,
     changed_at = excluded.changed_at`,
);

const TAKE = prepared(
  'messaging-take-gathered-changes',
  `DELETE FROM messaging.gathered_changes WHERE event_id IN (
     SELECT event_id FROM messaging.gathered_changes WHERE due_at <= $now
     ORDER BY due_at LIMIT $limit FOR UPDATE SKIP LOCKED)
   RETURNING event_id AS "eventId", first_event AS "firstEvent", previous, changed, actor_id AS "actorId",
     changed_at AS "changedAt", due_at AS "dueAt"`,
);

@Injectable()
export class GatheredChangesRepository {
  /** To what is gathered of the event already, and with it at its time. */
  async add(tx: Tx, change: GatheredChange): Promise<void> {
    await tx.query(ADD, { ...change, previous: JSON.stringify(change.previous) });
  }

  take(tx: Tx, now: Date, limit: number): Promise<GatheredChange[]> {
    return tx.query<GatheredChange>(TAKE, { now, limit });
  }
}
