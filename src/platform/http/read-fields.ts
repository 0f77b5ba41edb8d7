import type { Type } from '@nestjs/common';
import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator';
import { InvalidInput, type FieldErrors } from '../../shared/errors.js';
import { type Field, fieldsOf, MAX_ITEMS, Refused } from './field.js';

const REQUIRED = new Refused('This field is required.');
const NOT_NULL = new Refused('This field may not be null.');
const NOT_A_LIST = new Refused('A list is required.');
const NOT_AN_OBJECT = new Refused('An object is required.');

/**
 * An instance of `target` with its declared fields read from a body or a query; whatever else was sent is left behind.
 * Throws `InvalidInput` that names every field at fault, inner ones as `outer.inner`.
 */
export function readFields<T extends object>(target: Type<T>, raw: unknown): T {
  const result = readNested(target, raw ?? {});
  if (!(result instanceof Refused)) return result as T;
  const { problem } = result;
  throw new InvalidInput(typeof problem === 'string' ? { non_field_errors: [problem] } : problem);
}

/** The same, answering `Refused` instead of throwing. */
export function readNested(target: Type<unknown>, raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return NOT_AN_OBJECT;
  const sent = raw as Record<string, unknown>;
  const textual = Object.getPrototypeOf(sent) === null;
  const instance = new target() as Record<string, unknown>;
  let errors: FieldErrors | undefined;
  for (const one of fieldsOf(target)) {
    const value = readField(one, sentValue(one, sent, textual), textual);
    if (value instanceof Refused) addProblem((errors ??= {}), one.name, value.problem);
    else if (value !== undefined) instance[one.name] = value;
  }
  if (!errors && hasValidators(target)) errors = validated(instance);
  return errors ? new Refused(errors) : instance;
}

/** Queries and forms are objects without a prototype; in them an empty value is as good as none. */
function sentValue({ name, kind }: Field, sent: Record<string, unknown>, textual: boolean): unknown {
  if (!textual) return Object.hasOwn(sent, name) ? sent[name] : undefined;
  const value = kind.readsLists ? (sent[name] ?? sent[`${name}[]`]) : sent[name];
  return value === '' ? undefined : value;
}

function readField({ kind, options }: Field, raw: unknown, textual: boolean): unknown {
  if (raw === undefined) {
    if (options.default !== undefined) return options.default;
    return options.optional ? undefined : REQUIRED;
  }
  if (raw === null) return options.nullable ? null : NOT_NULL;
  if (!options.many || kind.readsLists) return kind.read(raw);
  const list = Array.isArray(raw) ? (raw as unknown[]) : textual ? [raw] : undefined;
  if (!list) return NOT_A_LIST;
  const { minItems = 0, maxItems = MAX_ITEMS } = options;
  if (list.length < minItems) return new Refused(`At least ${minItems} are required.`);
  if (list.length > maxItems) return new Refused(`At most ${maxItems} are allowed.`);
  return readList(list, (item) => kind.read(item));
}

function readList(list: unknown[], read: (item: unknown) => unknown): unknown {
  const values: unknown[] = [];
  let errors: FieldErrors | undefined;
  list.forEach((item, index) => {
    const value = item === null ? NOT_NULL : read(item);
    if (value instanceof Refused) addProblem((errors ??= {}), String(index), value.problem);
    else values.push(value);
  });
  return errors ? new Refused(errors) : values;
}

function addProblem(errors: FieldErrors, name: string, problem: string | FieldErrors): void {
  if (typeof problem === 'string') errors[name] = [problem];
  else for (const [inner, sentences] of Object.entries(problem)) errors[`${name}.${inner}`] = sentences;
}

const validators = new WeakMap<object, boolean>();

/** Whether class-validator's own decorators stand on the class besides its fields; asked once per class. */
function hasValidators(target: Type<unknown>): boolean {
  let known = validators.get(target);
  if (known === undefined) {
    known = getMetadataStorage().getTargetValidationMetadatas(target, '', false, false).length > 0;
    validators.set(target, known);
  }
  return known;
}

function validated(instance: object): FieldErrors | undefined {
  const problems = validateSync(instance, { forbidUnknownValues: false });
  if (problems.length === 0) return undefined;
  const errors: FieldErrors = {};
  collect(problems, '', errors);
  return errors;
}

function collect(problems: ValidationError[], prefix: string, errors: FieldErrors): void {
  for (const { property, constraints, children } of problems) {
    if (constraints) errors[prefix + property] = Object.values(constraints);
    if (children) collect(children, `${prefix}${property}.`, errors);
  }
}
