import type { JsonSchema } from '../../src/platform/events/payload.js';

const ROUNDS = 12;
const FIRST = Date.UTC(2031, 5, 2, 9);
const MINUTE_MS = 60_000;

/** No two instants are the same: what changes has changed. */
let instants = 0;

/** Some payloads of this shape, so that each of its choices comes in several of them, not always together. */
export function samplesOf(schema: JsonSchema): object[] {
  return Array.from({ length: ROUNDS }, (_, round) => valueOf(schema, round) as object);
}

const isTrue = (round: number, index: number) => (round >> (index % 3)) % 2 === 1;

function valueOf(schema: JsonSchema, round: number): unknown {
  if (schema.anyOf) return valueOf(schema.anyOf[round % 3 === 2 ? 1 : 0]!, round);
  if (schema.enum) return schema.enum[round % schema.enum.length];
  switch (schema.type) {
    case 'array':
      return [valueOf(schema.items!, round)];
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, one], index) => [
          name,
          one.type === 'boolean' ? isTrue(round, index) : valueOf(one, round),
        ]),
      );
    case 'boolean':
      return round % 2 === 0;
    case 'integer':
    case 'number':
      return 1 + round;
    case 'null':
      return null;
    default:
      return schema.format ? new Date(FIRST + MINUTE_MS * instants++).toISOString() : `text-${round}`;
  }
}
