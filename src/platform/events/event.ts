/** A kind of event, named in the past tense, with its payload's type. */
export interface EventType<Payload extends object = object> {
  readonly name: string;
  /** Never set; it carries the payload's type. */
  readonly payload?: Payload;
}

/** `name` is `<context>.<what happened>` and never changes once published. */
export function defineEvent<Payload extends object>(name: string): EventType<Payload> {
  return { name };
}

export interface PublishedEvent<Payload extends object = object> {
  id: number;
  name: string;
  payload: Payload;
  occurredAt: Date;
  requestId: string | null;
}

export type PayloadOf<Type> = Type extends EventType<infer Payload> ? Payload : never;
