import { record, type Fields, type JsonSchema, type ValueOf } from './payload.js';

/** A kind of event, named in the past tense, with its payload's schema and type. */
export interface EventType<Payload extends object = object> {
  readonly name: string;
  readonly schema: JsonSchema;
  /** Never set; it carries the payload's type. */
  readonly payload?: Payload;
}

const types = new Map<string, EventType>();

/** `name` is `<context>.<what happened>` and never changes once published. */
export function defineEvent<Declared extends Fields>(
  name: string,
  fields: Declared,
): EventType<ValueOf<Declared>> {
  const type = { name, schema: record(fields).schema };
  types.set(name, type);
  return type;
}

/** All that the loaded modules publish, by name. */
export function eventTypes(): ReadonlyMap<string, EventType> {
  return types;
}

export interface PublishedEvent<Payload extends object = object> {
  id: number;
  name: string;
  payload: Payload;
  occurredAt: Date;
  requestId: string | null;
}

export type PayloadOf<Type> = Type extends EventType<infer Payload> ? Payload : never;
