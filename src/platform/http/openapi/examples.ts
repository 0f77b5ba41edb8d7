import type { Type } from '@nestjs/common';
import { fieldsOf, type Field } from '../fields/field.js';

const MAX_DEPTH = 4;
const BY_TYPE: Record<string, unknown> = {
  string: 'text',
  integer: 1,
  number: 1.5,
  boolean: true,
  object: {},
  array: ['name'],
};

export function exampleOf(target: Type<unknown>, depth = 0): Record<string, unknown> {
  return Object.fromEntries(fieldsOf(target).map((field) => [field.name, exampleOfField(field, depth)]));
}

function exampleOfField({ kind, options }: Field, depth: number): unknown {
  if (options.example !== undefined) return options.example;
  if (options.default !== undefined) return options.default;
  const one = exampleOfKind(kind, depth);
  return options.many && !kind.readsLists ? (one === null ? [] : [one]) : one;
}

function exampleOfKind(kind: Field['kind'], depth: number): unknown {
  if (kind.nested) return depth < MAX_DEPTH ? exampleOf(kind.nested(), depth + 1) : null;
  const choices = kind.schema['enum'] as unknown[] | undefined;
  return choices ? choices[0] : BY_TYPE[String(kind.schema.type)];
}
