import pg from 'pg';
import { eventTypes } from '../../src/platform/events/event.js';
import type { JsonSchema } from '../../src/platform/events/payload.js';
import '../../src/booking/booking.events.js';
import '../../src/collaboration/collaboration.events.js';
import '../../src/identity/identity.events.js';
import '../../src/messaging/messaging.events.js';
import '../../src/payments/payments.events.js';
import '../../src/scheduling/scheduling.events.js';

const INSTANT = /^\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const SHOWN = 10;

/** Whether what the database's outbox holds is what its events declare; throws with what is not. */
export async function requireDeclaredPayloads(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; payload: unknown }>(
    'SELECT DISTINCT ON (name, payload) name, payload FROM platform.outbox',
  );
  const wrong = new Set(rows.flatMap(({ name, payload }) => mismatches(name, payload)));
  if (wrong.size > 0)
    throw new Error(`Events differ from their shape:\n${[...wrong].slice(0, SHOWN).join('\n')}`);
}

/** An event that no context declares is a test's own. */
export function mismatches(name: string, payload: unknown): string[] {
  const schema = eventTypes().get(name)?.schema;
  return schema ? differences(schema, payload, name) : [];
}

function differences(schema: JsonSchema, value: unknown, at: string): string[] {
  if (schema.anyOf) {
    const found = schema.anyOf.map((one) => differences(one, value, at));
    return found.some((one) => one.length === 0) ? [] : found[0]!;
  }
  if (schema.type !== kindOf(value) && !(schema.type === 'number' && kindOf(value) === 'integer'))
    return [`${at} is ${kindOf(value)}, not ${schema.type}`];
  if (schema.enum && !schema.enum.includes(value as string)) return [`${at} is ${String(value)}`];
  if (schema.format && !INSTANT.test(value as string)) return [`${at} is no instant: ${String(value)}`];
  if (schema.items)
    return (value as unknown[]).flatMap((item, index) => differences(schema.items!, item, `${at}.${index}`));
  if (!schema.properties) return [];
  const has = value as Record<string, unknown>;
  const names = new Set([...Object.keys(has), ...Object.keys(schema.properties)]);
  return [...names].flatMap((name) => {
    const declared = schema.properties![name];
    if (!declared) return [`${at}.${name} is not declared`];
    return name in has ? differences(declared, has[name], `${at}.${name}`) : [`${at}.${name} is missing`];
  });
}

function kindOf(value: unknown): JsonSchema['type'] {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value as JsonSchema['type'];
}
