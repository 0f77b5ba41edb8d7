import type { Type } from '@nestjs/common';
import { fieldsOf, type Field } from '../fields/field.js';
import { referred, type Schema } from './schemas.js';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** Examples are written as if it were some day of the week that begins with this Monday. */
const WRITTEN_IN = Date.UTC(2026, 1, 16);
const DAY = /^\d{4}-\d\d-\d\d(?=$|T)/;
const MONTH = /^\d{4}-\d\d$/;
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

/** A body of what must be given, and of what has an example: without one, an optional field is left out. */
export function exampleOfBody(given: Schema, schemas: Record<string, Schema>): unknown {
  const schema = referred(given, schemas);
  if (schema['example'] !== undefined) return schema['example'];
  if (schema['default'] !== undefined) return schema['default'];
  const [choice] = (schema['enum'] as unknown[] | undefined) ?? [];
  if (choice !== undefined) return choice;
  if (schema['properties']) {
    const required = new Set((schema['required'] as string[] | undefined) ?? []);
    const fields = Object.entries(schema['properties'] as Record<string, Schema>);
    const told = fields.filter(([name, field]) => required.has(name) || 'example' in referred(field, schemas));
    return Object.fromEntries(told.map(([name, field]) => [name, exampleOfBody(field, schemas)]));
  }
  if (schema['type'] === 'array') return [exampleOfBody(schema['items'] as Schema, schemas)];
  return BY_TYPE[String(schema['type'])];
}

/** Moves the days of all examples by whole weeks: what they say is to come, or over, is so at `now`. */
export function withCurrentExamples<Document extends object>(document: Document, now: Date): Document {
  const weeks = weeksUntil(now);
  return moveExamples(document, weeks * WEEK_MS) as Document;
}

export function weeksUntil(now: Date): number {
  return Math.floor((now.getTime() - WRITTEN_IN) / WEEK_MS);
}

function moveExamples(node: unknown, by: number, isExample = false): unknown {
  if (typeof node === 'string') return isExample ? movedText(node, by) : node;
  if (Array.isArray(node)) return node.map((item) => moveExamples(item, by, isExample));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      moveExamples(value, by, isExample || key === 'example' || key === 'examples'),
    ]),
  );
}

function movedText(text: string, by: number): string {
  // A month means that of its first days, which other examples beside it name.
  if (MONTH.test(text)) return moved(`${text}-02`, by).slice(0, 'yyyy-mm'.length);
  return text.replace(DAY, (day) => moved(day, by));
}

function moved(day: string, by: number): string {
  return new Date(Date.parse(day) + by).toISOString().slice(0, 10);
}
