import type { Type } from '@nestjs/common';
import { isEmail, isURL } from 'class-validator';
import { field, Refused, type FieldKind, type FieldOptions } from './field.js';
import { readBoolean, readDate, readInstant, readInteger, readMoney, readNames, readText } from './field-readers.js';
import { readNested } from './read-fields.js';

export { PartialOf, PickOf, type FieldOptions } from './field.js';

const INT4 = { min: -2_147_483_648, max: 2_147_483_647 };
const MAX_TEXT = 10_000;
const MAX_EMAIL = 254;
const MAX_URL = 2_000;

export interface TextOptions extends FieldOptions {
  /** Least length in characters; 1 by default where the field is required, else 0. */
  min?: number;
  /** Greatest length, 10,000 by default. */
  max?: number;
  /** What the whole text must match; must be linear in the length of the text. */
  pattern?: RegExp;
  /** Cuts white space at both ends, true by default; passwords set it to false. */
  trim?: boolean;
}

/** A string. */
export function TextField(options: TextOptions = {}): PropertyDecorator {
  const { pattern, trim = true, max = MAX_TEXT } = options;
  const min = options.min ?? (options.optional || options.default !== undefined ? 0 : 1);
  const schema = {
    type: 'string',
    ...(min > 0 && { minLength: min }),
    maxLength: max,
    ...(pattern && { pattern: pattern.source }),
  };
  return field({ schema, read: (raw) => readText(raw, min, max, trim, pattern) }, options);
}

/** A whole number, by default within 32 bits. Digits in a string are read too. */
export function IntField(options: FieldOptions & { min?: number; max?: number } = {}): PropertyDecorator {
  const { min = INT4.min, max = INT4.max } = options;
  const schema = { type: 'integer', minimum: min, maximum: max };
  return field({ schema, read: (raw) => readInteger(raw, min, max) }, options);
}

/** An identifier: a positive whole number. */
export function IdField(options: FieldOptions = {}): PropertyDecorator {
  const schema = { type: 'integer', format: 'int64', minimum: 1 };
  return field(
    { schema, read: (raw) => readInteger(raw, 1, Number.MAX_SAFE_INTEGER) },
    { example: options.many ? [1] : 1, ...options },
  );
}

/** A number that may have a fraction: a percentage, an average, hours. Never money. */
export function NumberField(options: FieldOptions & { min?: number; max?: number } = {}): PropertyDecorator {
  const { min = -1e15, max = 1e15 } = options;
  const read = (raw: unknown) => {
    const value = typeof raw === 'string' && /^-?\d{1,15}(\.\d{1,15})?$/.test(raw) ? Number(raw) : raw;
    if (typeof value !== 'number' || !Number.isFinite(value)) return new Refused('A number is required.');
    return value < min || value > max ? new Refused(`Must be from ${min} to ${max}.`) : value;
  };
  const bounds = {
    ...(options.min !== undefined && { minimum: min }),
    ...(options.max !== undefined && { maximum: max }),
  };
  return field({ schema: { type: 'number', ...bounds }, read }, options);
}

/** An instant: ISO 8601 with an offset, read into a Date; a Date in an answer goes out in UTC with `Z`. */
export function InstantField(options: FieldOptions = {}): PropertyDecorator {
  const schema = { type: 'string', format: 'date-time' };
  return field({ schema, read: readInstant }, { example: '2026-03-01T09:00:00Z', ...options });
}

/** A calendar day, `YYYY-MM-DD`, kept as a string. */
export function DateField(options: FieldOptions = {}): PropertyDecorator {
  return field({ schema: { type: 'string', format: 'date' }, read: readDate }, { example: '2026-03-01', ...options });
}

/** True or false; `true`, `false`, `1` and `0` in a query. */
export function BooleanField(options: FieldOptions = {}): PropertyDecorator {
  return field({ schema: { type: 'boolean' }, read: readBoolean }, options);
}

/** One of `values`. */
export function EnumField(values: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  const known = new Set<unknown>(values);
  const refused = new Refused(`Choose one of ${values.join(', ')}.`);
  return field(
    { schema: { type: 'string', enum: [...values] }, read: (raw) => (known.has(raw) ? raw : refused) },
    options,
  );
}

/** An amount as a decimal string with two digits after the point, such as `29.99`; never negative. */
export function MoneyField(options: FieldOptions = {}): PropertyDecorator {
  const schema = { type: 'string', pattern: '^-?\\d{1,10}(\\.\\d{1,2})?$' };
  return field({ schema, read: readMoney }, { example: '29.99', ...options });
}

/** An e-mail address of at most 254 characters. */
export function EmailField(options: FieldOptions = {}): PropertyDecorator {
  const read = (raw: unknown) => {
    const text = readText(raw, 1, MAX_EMAIL, true);
    return text instanceof Refused || isEmail(text) ? text : new Refused('Enter a valid e-mail address.');
  };
  return field(
    { schema: { type: 'string', format: 'email', maxLength: MAX_EMAIL }, read },
    { example: 'ada@example.org', ...options },
  );
}

/** An absolute http or https URL of at most 2,000 characters. */
export function UrlField(options: FieldOptions = {}): PropertyDecorator {
  const rules = { protocols: ['http', 'https'], require_protocol: true, require_tld: false };
  const read = (raw: unknown) => {
    const text = readText(raw, 1, MAX_URL, true);
    return text instanceof Refused || isURL(text as string, rules)
      ? text
      : new Refused('Enter a valid http or https URL.');
  };
  return field(
    { schema: { type: 'string', format: 'uri', maxLength: MAX_URL }, read },
    { example: 'https://example.org', ...options },
  );
}

/** A JSON object (with `many` a list of them) of the caller's own making, kept as it is. */
export function JsonField(options: FieldOptions = {}): PropertyDecorator {
  const read = (raw: unknown) =>
    typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? raw : new Refused('An object is required.');
  return field({ schema: { type: 'object', additionalProperties: true }, read }, options);
}

/** An object of another class, whose fields' problems are named `outer.inner`. */
export function NestedField(target: () => Type<unknown>, options: FieldOptions = {}): PropertyDecorator {
  // Swagger knows a function that answers the class by its name, `type`.
  const kind: FieldKind = {
    schema: { type: () => target() },
    nested: target,
    read: (raw) => readNested(target(), raw),
  };
  return field(kind, options);
}

/** Names in a query: repeated (`a=1&a=2`), bracketed (`a[]=1`) or comma-separated; at most 100. */
export function NamesField(options: FieldOptions = {}): PropertyDecorator {
  const schema = { type: 'array', items: { type: 'string' } };
  return field({ schema, read: readNames, readsLists: true }, options);
}
