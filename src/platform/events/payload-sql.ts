import type { EventType } from './event.js';

export type FieldsSql<Payload> = { readonly [Name in keyof Payload]-?: string };

export const instantSql = (instant: string): string =>
  `to_char(${instant} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** A JSON object of all fields of `Payload`, given in SQL, and of no others: the compiler sees to it. */
export function jsonSql<Payload extends object>(fields: FieldsSql<Payload>): string {
  const pairs = Object.entries<string>(fields).map(([name, sql]) => `'${name}', ${sql}`);
  return `jsonb_build_object(${pairs.join(', ')})`;
}

/** Publishes an event for each of `rows`, such as `FROM moved`; the compiler knows the event's fields. */
export function publishSql<Payload extends object, Given extends FieldsSql<Payload>>(
  type: EventType<Payload>,
  fields: Given & Record<Exclude<keyof Given, keyof Payload>, never>,
  rows: string,
  requestId?: string,
): string {
  return outboxSql(`'${type.name}'`, fields, rows, requestId);
}

export function outboxSql(name: string, fields: object, rows: string, requestId = '$requestId::text'): string {
  return `INSERT INTO platform.outbox (name, payload, request_id)
    SELECT ${name}, ${jsonSql(fields)}, ${requestId} ${rows}`;
}
