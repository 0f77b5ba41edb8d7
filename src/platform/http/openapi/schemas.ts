import type { Type } from '@nestjs/common';
import { fieldsOf, type Field } from '../fields/field.js';
import { isUnvalidatedBody } from '../fields/unvalidated-body.js';

export type Schema = Record<string, unknown>;

const REFERENCE = '#/components/schemas/';

/** OpenAPI 3.1 has no `nullable`: null becomes a type. */
export function withNullTypes(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withNullTypes);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, ...schema } = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, withNullTypes(value)]),
  );
  if (schema['oneOf'] !== undefined || schema['allOf'] !== undefined) delete schema['type'];
  if (nullable !== true) return nullable === undefined ? schema : { ...schema, nullable };
  if (typeof schema['type'] === 'string') {
    const enumeration = schema['enum'] as unknown[] | undefined;
    return { ...schema, type: [schema['type'], 'null'], ...(enumeration && { enum: [...enumeration, null] }) };
  }
  const { allOf, $ref, ...rest } = schema as { allOf?: Schema[]; $ref?: string };
  const inner = $ref ? [{ $ref }] : (allOf ?? []);
  return { ...rest, anyOf: [...inner, { type: 'null' }] };
}

/** Makes the schemas of responses refuse undeclared fields, and drops `minLength`, a rule of requests. */
export function closeSchemas(schemas: Record<string, Schema>, roots: string[]): void {
  const open = [...roots];
  const seen = new Set<string>();
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const schema = schemas[name];
    if (!schema || seen.has(name)) continue;
    seen.add(name);
    if (schema['type'] === 'object') schema['additionalProperties'] = isUnvalidatedBody(name);
    for (const field of Object.values((schema['properties'] ?? {}) as Record<string, Schema>))
      delete field['minLength'];
    open.push(...referencesIn(schema));
  }
}

export const reference = (target: Type<unknown>): Schema => ({ $ref: REFERENCE + target.name });

export function referred(schema: Schema, schemas: Record<string, Schema>): Schema {
  const [reference] = [schema['$ref'] ?? (schema['allOf'] as Schema[] | undefined)?.[0]?.['$ref']];
  return reference === undefined ? schema : (schemas[String(reference).slice(REFERENCE.length)] ?? schema);
}

function referencesIn(node: unknown): string[] {
  return [...JSON.stringify(node).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
    (match) => match[1]!,
  );
}

/** Two classes of one name would silently share a schema. */
export function refuseDuplicateNames(classes: Iterable<Type<unknown>>): void {
  const byName = new Map<string, Type<unknown>>();
  const open = [...classes];
  for (let one = open.pop(); one; one = open.pop()) {
    const known = byName.get(one.name);
    if (known && known !== one)
      throw new Error(`Two classes are called ${one.name}; schemas need one name each.`);
    if (known) continue;
    byName.set(one.name, one);
    for (const { kind } of fieldsOf(one)) if (kind.nested) open.push(kind.nested());
  }
}

/** JSON Schema of what a class is written as, whole: it refers to nothing outside of itself. */
export function jsonSchemaOf(target: Type<unknown>): Schema {
  const fields = fieldsOf(target);
  const properties = Object.fromEntries(fields.map((field) => [field.name, schemaOf(field)]));
  const required = fields.filter(({ options }) => !options.optional).map(({ name }) => name);
  return { type: 'object', properties, required };
}

function schemaOf({ kind, options }: Field): Schema {
  const { many, nullable, description } = options;
  const { minLength: _, ...own } = kind.schema;
  const one = kind.nested ? jsonSchemaOf(kind.nested()) : { type: 'string', ...own };
  const whole = many && !kind.readsLists ? { type: 'array', items: one } : one;
  const told = description === undefined ? whole : { ...whole, description };
  return withNullTypes({ ...told, ...(nullable && { nullable }) }) as Schema;
}
