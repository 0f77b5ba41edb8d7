import type { Type } from '@nestjs/common';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDate,
  IsIn,
  IsISO8601,
  IsObject,
  IsUrl,
  Matches,
  ValidateNested,
} from 'class-validator';
import { MAX_EMAIL } from '../../../shared/email-address.js';
import { field, MAX_ITEMS, type FieldOptions } from './field.js';
import {
  asBoolean,
  asCountry,
  asEmail,
  asInstant,
  asInteger,
  asMoney,
  asNames,
  asNumber,
  asOneObject,
  asPercent,
  asTrimmed,
} from './field-conversions.js';
import {
  HasFewKeys,
  integerRules,
  IsCanonicalEmail,
  IsCountryOrEmpty,
  IsScalar,
  numberRules,
  withMessage,
  textRules,
  type Rule,
} from './field-rules.js';

export { type FieldOptions } from './field.js';
export { PartialOf, PickOf } from './field-mapped-types.js';

const DAY = /^(?!0000)\d{4}-\d\d-\d\d$/;
const MONEY = /^\d{1,12}\.\d\d$/;
const PERCENT = /^(?:100|\d{1,2}(?:\.\d{0,2}[1-9])?)$/;
const INT4 = { min: -2_147_483_648, max: 2_147_483_647 };
const MAX_TEXT = 10_000;
const MAX_URL = 2_000;
const MAX_NAME = 200;

export interface TextOptions extends FieldOptions {
  min?: number;
  max?: number;
  /** Must be linear in the length of the text. */
  pattern?: RegExp;
  /** False for passwords, which are taken letter by letter. */
  trim?: boolean;
  /** For paragraphs; other texts have no line ends, no controls and nothing that turns their direction. */
  multiline?: boolean;
}

export function TextField(options: TextOptions = {}): PropertyDecorator {
  const { pattern, trim = true, multiline = !trim, max = MAX_TEXT } = options;
  const min = options.min ?? (options.optional || options.default !== undefined ? 0 : 1);
  const schema = {
    type: 'string',
    ...(min > 0 && { minLength: min }),
    maxLength: max,
    ...(pattern && { pattern: pattern.source }),
  };
  const rules = textRules(min, max, { pattern, multiline });
  return field({ schema, rules, ...(trim && { read: asTrimmed }) }, options);
}

export function IntField(options: FieldOptions & { min?: number; max?: number } = {}): PropertyDecorator {
  const { min = INT4.min, max = INT4.max } = options;
  const schema = { type: 'integer', minimum: min, maximum: max };
  return field({ schema, read: asInteger, rules: integerRules(min, max) }, options);
}

export function IdField(options: FieldOptions = {}): PropertyDecorator {
  const schema = { type: 'integer', format: 'int64', minimum: 1 };
  return field(
    { schema, read: asInteger, rules: integerRules(1, Number.MAX_SAFE_INTEGER) },
    { example: options.many ? [1] : 1, ...options },
  );
}

export function NumberField(options: FieldOptions & { min?: number; max?: number } = {}): PropertyDecorator {
  const { min = -1e15, max = 1e15 } = options;
  const bounds = {
    ...(options.min !== undefined && { minimum: min }),
    ...(options.max !== undefined && { maximum: max }),
  };
  return field(
    { schema: { type: 'number', ...bounds }, read: asNumber, rules: numberRules(min, max) },
    options,
  );
}

/** An instant: ISO 8601 with an offset, read into a Date; a Date in an answer goes out in UTC with `Z`. */
export function InstantField(options: FieldOptions = {}): PropertyDecorator {
  const schema = { type: 'string', format: 'date-time' };
  const problem = 'Enter a date and time in ISO 8601 with an offset, such as 2026-03-01T09:00:00Z.';
  const rules = [withMessage(problem, IsDate)];
  return field({ schema, read: asInstant, rules }, { example: '2026-03-01T09:00:00Z', ...options });
}

export function DateField(options: FieldOptions = {}): PropertyDecorator {
  const problem = 'Enter a date as YYYY-MM-DD.';
  const rules = [
    withMessage(problem, (given) => Matches(DAY, given)),
    withMessage(problem, (given) => IsISO8601({ strict: true }, given)),
  ];
  return field({ schema: { type: 'string', format: 'date' }, rules }, { example: '2026-03-01', ...options });
}

export function BooleanField(options: FieldOptions = {}): PropertyDecorator {
  const rules = [withMessage('Must be true or false.', IsBoolean)];
  return field({ schema: { type: 'boolean' }, read: asBoolean, rules }, options);
}

export function EnumField(values: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  const rules = [withMessage(`Choose one of ${values.join(', ')}.`, (given) => IsIn(values, given))];
  return field({ schema: { type: 'string', enum: [...values] }, rules }, options);
}

export function MoneyField(options: FieldOptions = {}): PropertyDecorator {
  const schema = { type: 'string', pattern: '^-?\\d{1,12}(\\.\\d{1,2})?$' };
  const rules = [withMessage('Enter an amount such as "29.99".', (given) => Matches(MONEY, given))];
  return field({ schema, read: asMoney, rules }, { example: '29.99', ...options });
}

/** A part of a hundred with up to three decimals, such as `"19"` or `"8.875"`. */
export function PercentField(options: FieldOptions = {}): PropertyDecorator {
  const schema = { type: 'string', pattern: '^\\d{1,3}(\\.\\d{1,3})?$' };
  const problem = 'Enter a percentage from 0 to 100, such as "19" or "8.875".';
  const rules = [withMessage(problem, (given) => Matches(PERCENT, given))];
  return field({ schema, read: asPercent, rules }, { example: '19', ...options });
}

/** A country's code, also for its English name; empty where it may be left out. */
export function CountryField(options: FieldOptions = {}): PropertyDecorator {
  const problem = 'Enter a country by its ISO 3166-1 code, such as DE.';
  const rules = [withMessage(problem, IsCountryOrEmpty)];
  const schema = { type: 'string', maxLength: MAX_NAME };
  return field(
    { schema, read: asCountry, rules },
    { example: 'GB', description: 'By its code of ISO 3166-1, or by its English name.', ...options },
  );
}

export function EmailField(options: FieldOptions = {}): PropertyDecorator {
  const rules = [...textRules(1, MAX_EMAIL), withMessage('Enter a valid e-mail address.', IsCanonicalEmail)];
  return field(
    { schema: { type: 'string', format: 'idn-email', maxLength: MAX_EMAIL }, read: asEmail, rules },
    { example: 'ada@example.org', ...options },
  );
}

export function UrlField(options: FieldOptions = {}): PropertyDecorator {
  const web = { protocols: ['http', 'https'], require_protocol: true, require_tld: false };
  const rules = [
    ...textRules(1, MAX_URL),
    withMessage('Enter a valid http or https URL.', (given) => IsUrl(web, given)),
  ];
  return field(
    { schema: { type: 'string', format: 'uri', maxLength: MAX_URL }, read: asTrimmed, rules },
    { example: 'https://example.org', ...options },
  );
}

/** A text, a number, or true or false. */
export function ScalarField(options: FieldOptions & { max: number }): PropertyDecorator {
  const schema = {
    oneOf: [{ type: 'string', maxLength: options.max }, { type: 'number' }, { type: 'boolean' }],
  };
  const problem = `Enter a text of at most ${options.max} characters, a number, or true or false.`;
  const rules = [withMessage(problem, (given) => IsScalar(options.max, given))];
  return field({ schema, rules }, options);
}

/** A JSON object (with `many` a list of them) of the caller's own making, kept as it is. */
export function JsonField(options: FieldOptions = {}): PropertyDecorator {
  return field(
    {
      schema: { type: 'object', additionalProperties: true },
      isOpen: true,
      rules: [
        withMessage('An object is required.', IsObject),
        withMessage('Has too many keys, or too long ones.', HasFewKeys),
      ],
    },
    options,
  );
}

/** An object of another class, whose fields' problems are named `outer.inner`. */
export function NestedField(target: () => Type<unknown>, options: FieldOptions = {}): PropertyDecorator {
  // Swagger knows a function that answers the class by its name, `type`.
  const schema = { type: () => target() };
  const rules = [withMessage('An object is required.', ValidateNested)];
  return field({ schema, nested: target, read: asOneObject, rules }, options);
}

export function NamesField(options: FieldOptions = {}): PropertyDecorator {
  const schema = { type: 'array', items: { type: 'string' } };
  const problem = 'A list of names is required.';
  const rules: Rule[] = [
    withMessage(problem, IsArray),
    withMessage(`At most ${MAX_ITEMS} names.`, (given) => ArrayMaxSize(MAX_ITEMS, given)),
    ...textRules(1, MAX_NAME).map(
      (rule): Rule =>
        (given) =>
          rule({ ...given, each: true }),
    ),
  ];
  return field({ schema, read: asNames, rules, readsLists: true }, options);
}
