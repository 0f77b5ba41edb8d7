import { Injectable } from '@nestjs/common';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { Selection } from '../../platform/database/selection/selection.js';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { pageOf, type Page } from '../../platform/http/lists/lists.js';
import { NotFound } from '../../shared/errors.js';
import { Calendar, CalendarConnection } from './calendar-connection.entity.js';
import type { RemoteCalendar } from './calendar-provider.rules.js';
import type { IntegrationsQuery } from './connections.dto.js';
import { CalendarConnected, TooManyConnections } from './connections.errors.js';

const MAX_CONNECTIONS = 20;
const ORDER = { ordering: { created_at: 'c.created_at' }, default: 'id', tiebreak: 'c.id' };
type Source = Pick<Tx, 'query'>;

const CONNECTIONS = 'integrations.calendar_connections';
const COLUMNS = columnList('c', CalendarConnection);
const CALENDAR_COLUMNS = columnList('k', Calendar);

const INSERT = prepared(
  'integrations-connect',
  `INSERT INTO ${CONNECTIONS} AS c (owner_id, provider, account_key, account_email, sealed_credentials, status,
     next_attempt_at, created_at)
   SELECT $ownerId::bigint, $provider, $accountKey, $accountEmail, $sealedCredentials, 'syncing', $now, $now
   WHERE (SELECT count(*) FROM ${CONNECTIONS} o WHERE o.owner_id = $ownerId) < ${MAX_CONNECTIONS}
   RETURNING ${COLUMNS}`,
);
const RENEW = prepared(
  'integrations-reconnect',
  `UPDATE ${CONNECTIONS} AS c SET sealed_credentials = $sealedCredentials, account_email = $accountEmail,
     credentials_revision = c.credentials_revision + 1, status = 'syncing', attempts = 0, last_error = NULL,
     told_at = NULL, next_attempt_at = $now
   WHERE c.owner_id = $ownerId AND c.provider = $provider AND c.account_key = $accountKey
   RETURNING ${COLUMNS}`,
);
const LOCK = prepared(
  'integrations-connection-locked',
  `SELECT ${COLUMNS} FROM ${CONNECTIONS} c WHERE c.id = $id AND c.owner_id = $ownerId FOR UPDATE`,
);
const BY_IDS = prepared(
  'integrations-connections-by-id',
  `SELECT ${COLUMNS} FROM ${CONNECTIONS} c WHERE c.id = ANY ($ids::bigint[]) ORDER BY c.next_attempt_at`,
);
const CALENDARS = prepared(
  'integrations-calendars-of',
  `SELECT ${CALENDAR_COLUMNS} FROM integrations.calendars k
   WHERE k.connection_id = ANY ($ids::bigint[]) ORDER BY k.is_primary DESC, k.id`,
);
/** New ones neither block nor are written to, but at first: then the primary does both, if it can. */
const KEEP_CALENDARS = prepared(
  'integrations-keep-calendars',
  `INSERT INTO integrations.calendars AS k (connection_id, owner_id, remote_id, name, timezone, is_primary,
     is_writable, blocks, writes)
   SELECT $connectionId::bigint, $ownerId::bigint, g."remoteId", g.name, g.timezone, g."isPrimary",
     g."isWritable", first.is AND g."isPrimary", first.is AND g."isPrimary" AND g."isWritable"
       AND NOT EXISTS (SELECT FROM integrations.calendars w WHERE w.owner_id = $ownerId::bigint AND w.writes)
   FROM (SELECT NOT EXISTS (SELECT FROM integrations.calendars o WHERE o.connection_id = $connectionId::bigint)
     AS is) first
   CROSS JOIN jsonb_to_recordset($calendars::jsonb) AS g ("remoteId" text, name text, timezone text,
     "isPrimary" boolean, "isWritable" boolean)
   ON CONFLICT ON CONSTRAINT calendars_once DO UPDATE SET name = excluded.name, timezone = excluded.timezone,
     is_primary = excluded.is_primary, is_writable = excluded.is_writable,
     writes = k.writes AND excluded.is_writable
   WHERE (k.name, k.timezone, k.is_primary, k.is_writable) IS DISTINCT FROM
     (excluded.name, excluded.timezone, excluded.is_primary, excluded.is_writable)`,
);
const DROP_CALENDARS = prepared(
  'integrations-drop-calendars',
  `DELETE FROM integrations.calendars k
   WHERE k.connection_id = $connectionId AND NOT k.remote_id = ANY ($remoteIds::text[])
   RETURNING k.id, k.owner_id AS "ownerId"`,
);
const CHOOSE = prepared(
  'integrations-choose-calendars',
  `UPDATE integrations.calendars k SET blocks = g.blocks, writes = g.writes,
     cursor = CASE WHEN g.blocks = k.blocks THEN k.cursor END
   FROM jsonb_to_recordset($chosen::jsonb) AS g (id bigint, blocks boolean, writes boolean)
   WHERE k.id = g.id AND k.connection_id = $connectionId`,
);

export interface CalendarChoice {
  id: number;
  blocks: boolean;
  writes: boolean;
}

type NewConnection = Pick<
  CalendarConnection,
  'ownerId' | 'provider' | 'accountKey' | 'accountEmail' | 'sealedCredentials'
>;

/** Connected accounts and their calendars. Others' are not found. */
@Injectable()
export class ConnectionsRepository {
  /** Refuses with `CalendarConnected` and `TooManyConnections`. */
  async insert(tx: Tx, connection: NewConnection, now: Date): Promise<CalendarConnection> {
    try {
      const [row] = await tx.query<object>(INSERT, { ...connection, now });
      if (!row) throw new TooManyConnections();
      return toEntity(CalendarConnection, row);
    } catch (error) {
      throw violates(error, 'calendar_connections_once') ? new CalendarConnected() : error;
    }
  }

  async renew(tx: Tx, connection: NewConnection, now: Date): Promise<CalendarConnection | null> {
    const [row] = await tx.query<object>(RENEW, { ...connection, now });
    return row ? toEntity(CalendarConnection, row) : null;
  }

  async ofOwner(source: Source, ownerId: number, query: IntegrationsQuery): Promise<Page<CalendarConnection>> {
    const { items, ...count } = await new Selection({ from: `${CONNECTIONS} c`, id: 'c.id' })
      .must('c.owner_id = $ownerId', { ownerId })
      .page<object>(source, COLUMNS, pageOf(query, ORDER));
    return { ...count, items: items.map((row) => toEntity(CalendarConnection, row)) };
  }

  async byIds(source: Source, ids: readonly number[]): Promise<CalendarConnection[]> {
    return (await source.query<object>(BY_IDS, { ids })).map((row) => toEntity(CalendarConnection, row));
  }

  /** Refuses with `NotFound`. */
  async getForUpdate(tx: Tx, ownerId: number, id: number): Promise<CalendarConnection> {
    const [row] = await tx.query<object>(LOCK, { ownerId, id });
    if (!row) throw new NotFound('The connected calendar');
    return toEntity(CalendarConnection, row);
  }

  async calendarsOf(source: Source, connectionIds: readonly number[]): Promise<Calendar[]> {
    if (connectionIds.length === 0) return [];
    const rows = await source.query<object>(CALENDARS, { ids: connectionIds });
    return rows.map((row) => toEntity(Calendar, row));
  }

  /** Answers those that the provider no longer has: they are removed. */
  async keepCalendars(
    tx: Tx,
    { id: connectionId, ownerId }: Pick<CalendarConnection, 'id' | 'ownerId'>,
    calendars: readonly RemoteCalendar[],
  ): Promise<{ id: number; ownerId: number }[]> {
    await tx.query(KEEP_CALENDARS, { connectionId, ownerId, calendars: JSON.stringify(calendars) });
    const remoteIds = calendars.map(({ remoteId }) => remoteId);
    return tx.query<{ id: number; ownerId: number }>(DROP_CALENDARS, { connectionId, remoteIds });
  }

  /** One calendar of an owner is written to at most. */
  async choose(tx: Tx, { id, ownerId }: CalendarConnection, chosen: readonly CalendarChoice[]): Promise<void> {
    if (chosen.some(({ writes }) => writes))
      await tx.query('UPDATE integrations.calendars SET writes = false WHERE owner_id = $ownerId AND writes', {
        ownerId,
      });
    await tx.query(CHOOSE, { connectionId: id, chosen: JSON.stringify(chosen) });
  }

  async askAgain(tx: Tx, id: number, now: Date): Promise<void> {
    const sql = `UPDATE ${CONNECTIONS} SET next_attempt_at = $now,
      status = CASE status WHEN 'active' THEN 'syncing' ELSE status END WHERE id = $id`;
    await tx.query(sql, { id, now });
  }

  async delete(tx: Tx, id: number): Promise<void> {
    await tx.query(`DELETE FROM ${CONNECTIONS} WHERE id = $id`, { id });
  }
}
