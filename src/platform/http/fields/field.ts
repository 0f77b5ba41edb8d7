import type { Type } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Expose, Transform, Type as TypeOf } from 'class-transformer';
import { ValidateIf } from 'class-validator';
import { conversion } from './field-conversions.js';
import { listRules, NotRefused, presence, type Rule } from './field-rules.js';

export { Refused } from './field-rules.js';

export interface FieldOptions {
  description?: string;
  /** What refusals of the domain call the value; without it, the field's name in camel case. */
  means?: string;
  example?: unknown;
  /** May be left out of a request; may be absent from an answer. Without it a request must have it. */
  optional?: boolean;
  /** May be null. A null is otherwise refused, in optional fields too. */
  nullable?: boolean;
  default?: unknown;
  many?: boolean;
  minItems?: number;
  maxItems?: number;
}

export interface FieldKind {
  schema: Record<string, unknown> & { type?: unknown };
  /** Converts a value of a body or a query; what it cannot convert comes back as it is. Never throws. */
  read?: ((raw: unknown) => unknown) | undefined;
  /** Checked in this order, the first failure is reported. Without rules, `read` returns `Refused`. */
  rules?: readonly Rule[];
  nested?: () => Type<unknown>;
  /** An object whose keys are the caller's. */
  isOpen?: boolean;
  readsLists?: boolean;
}

export interface Field {
  name: string;
  kind: FieldKind;
  options: FieldOptions;
  /** The rules of one list item, since class-validator tells which is at fault of nested objects alone. */
  item?: Type<{ item: unknown }>;
}

export const MAX_ITEMS = 100;

const declared = new WeakMap<object, Map<string, Field>>();
const collected = new WeakMap<object, readonly Field[]>();

/** Combines the decorators of class-transformer, class-validator and swagger into one. */
export function field(kind: FieldKind, options: FieldOptions): PropertyDecorator {
  const { nested, readsLists = false, read, rules = [NotRefused] } = kind;
  const { optional = false, nullable = false, minItems = 0, maxItems = MAX_ITEMS } = options;
  const many = options.many === true && !readsLists;
  const decorators = [
    Expose(),
    // Without a type, class-transformer would guess one by the value's `constructor`.
    TypeOf(nested ?? (() => Object)),
    Transform(conversion({ read, default: options.default, many, nested: nested !== undefined, readsLists })),
    presence(optional || options.default !== undefined, nullable),
    // ValidateNested ignores `validateIf`.
    ...(nested ? [ValidateIf((_, value) => value !== null || !nullable)] : []),
    ...(many ? listRules(minItems, maxItems).map((rule) => rule({ validateIf: isGiven })) : []),
    ...rules.map((rule) => rule({ each: many, validateIf: isGiven })),
    ApiProperty(documented(kind, options)),
  ];
  const item = many && !nested ? itemOf(rules) : undefined;
  return (prototype, property) => {
    const name = String(property);
    for (const decorate of decorators) decorate(prototype, property);
    const fields = declared.get(prototype) ?? new Map<string, Field>();
    fields.set(name, { name, kind, options, ...(item && { item }) });
    declared.set(prototype, fields);
  };
}

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

function isGiven(_: unknown, value: unknown): boolean {
  return value !== undefined && value !== null;
}

function itemOf(rules: readonly Rule[]): Type<{ item: unknown }> {
  class Item {
    item: unknown;
  }
  for (const rule of rules) rule({})(Item.prototype, 'item');
  return Item;
}

function ancestry(prototype: object): object[] {
  const chain: object[] = [];
  for (let at = prototype; at && at !== Object.prototype; at = Object.getPrototypeOf(at) as object)
    chain.unshift(at);
  return chain;
}

function documented(kind: FieldKind, options: FieldOptions): ApiPropertyOptions {
  const { description, example, nullable, many, minItems, maxItems = MAX_ITEMS } = options;
  const optional = options.optional || options.default !== undefined;
  return {
    // Swagger wants a type of every field; the document drops it beside `oneOf`.
    type: 'string',
    ...kind.schema,
    ...(many && !kind.readsLists && { isArray: true, minItems, maxItems }),
    ...(description !== undefined && { description }),
    ...(example !== undefined && { example }),
    ...(options.default !== undefined && { default: options.default }),
    ...(nullable && { nullable: true }),
    required: !optional,
  } as ApiPropertyOptions;
}
