import type { Type } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';

export interface FieldOptions {
  /** One line for the documentation. */
  description?: string;
  example?: unknown;
  /** May be left out of a request; may be absent from an answer. Without it a request must have it. */
  optional?: boolean;
  /** May be null. A null is otherwise refused, in optional fields too. */
  nullable?: boolean;
  /** Taken where a request leaves the field out; implies `optional` there. */
  default?: unknown;
  /** A list of them, of at most `maxItems` (100 by default). */
  many?: boolean;
  minItems?: number;
  maxItems?: number;
}

/** Why a value was refused: a sentence, or for nested classes the sentences of each inner field. */
export class Refused {
  constructor(readonly problem: string | Record<string, string[]>) {}
}

/** How one kind of field is read and documented. */
export interface FieldKind {
  /** The value as the code wants it, or why not. Never throws, and is fast to refuse what is long. */
  read(raw: unknown): unknown;
  /** The OpenAPI schema of one value. */
  schema: Record<string, unknown> & { type?: unknown };
  /** The class of an object's fields. */
  nested?: () => Type<unknown>;
  /** The kind itself reads lists (comma-separated names). */
  readsLists?: boolean;
}

export interface Field {
  name: string;
  kind: FieldKind;
  options: FieldOptions;
}

const declared = new WeakMap<object, Map<string, Field>>();
const collected = new WeakMap<object, readonly Field[]>();

/** Makes a property decorator out of a kind and the caller's options. */
export function field(kind: FieldKind, options: FieldOptions): PropertyDecorator {
  return (prototype, property) => {
    const name = String(property);
    const fields = declared.get(prototype) ?? new Map<string, Field>();
    fields.set(name, { name, kind, options });
    declared.set(prototype, fields);
    ApiProperty(documented(kind, options))(prototype, property);
  };
}

/** All fields of a class, its ancestors' first; read once per class. */
export function fieldsOf(target: Type<unknown>): readonly Field[] {
  const known = collected.get(target);
  if (known) return known;
  const fields = new Map<string, Field>();
  for (const prototype of ancestry(target.prototype as object)) {
    for (const one of declared.get(prototype)?.values() ?? []) fields.set(one.name, one);
  }
  const list = [...fields.values()];
  collected.set(target, list);
  return list;
}

/** A base class with the fields of `source`, all optional and without defaults: PUT and PATCH change what is sent. */
export function PartialOf<T>(source: Type<T>): Type<Partial<T>> {
  return derived(source, fieldsOf(source), (options) => ({ ...options, optional: true, default: undefined }));
}

/** A base class with some of the fields of `source`. */
export function PickOf<T, K extends keyof T & string>(source: Type<T>, names: readonly K[]): Type<Pick<T, K>> {
  const wanted = fieldsOf(source).filter((one) => (names as readonly string[]).includes(one.name));
  return derived(source, wanted, (options) => options);
}

function derived<T>(
  source: Type<unknown>,
  fields: readonly Field[],
  change: (o: FieldOptions) => FieldOptions,
): Type<T> {
  const target = { [`${source.name}Part`]: class {} }[`${source.name}Part`] as Type<T>;
  for (const { name, kind, options } of fields) field(kind, change(options))(target.prototype as object, name);
  return target;
}

function ancestry(prototype: object): object[] {
  const chain: object[] = [];
  for (let at = prototype; at && at !== Object.prototype; at = Object.getPrototypeOf(at) as object) chain.unshift(at);
  return chain;
}

function documented(kind: FieldKind, options: FieldOptions): ApiPropertyOptions {
  const { description, example, nullable, many, minItems, maxItems } = options;
  const optional = options.optional || options.default !== undefined;
  return {
    // Swagger wants a type of every field; the document drops it where alternatives (`oneOf`) say it.
    type: 'string',
    ...kind.schema,
    ...(many && !kind.readsLists && { isArray: true, minItems, maxItems: maxItems ?? MAX_ITEMS }),
    ...(description !== undefined && { description }),
    ...(example !== undefined && { example }),
    ...(options.default !== undefined && { default: options.default }),
    ...(nullable && { nullable: true }),
    required: !optional,
  } as ApiPropertyOptions;
}

export const MAX_ITEMS = 100;
