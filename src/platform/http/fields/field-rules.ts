import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsDefined,
  IsInt,
  IsNumber,
  IsString,
  Matches,
  Max,
  Min,
  ValidateBy,
  isISO31661Alpha2,
  type ValidationArguments,
  type ValidationOptions,
} from 'class-validator';
import { canonicalEmail } from '../../../shared/email-address.js';
import { isOneLine, lengthOf } from '../../../shared/texts.js';
import { hasFewKeys } from './read-fields-bounds.js';

const UNSTORABLE = /\0|\p{Surrogate}/u;

/** A decorator of class-validator; called once it is known whether it is for the items of a list. */
export type Rule = (options: ValidationOptions) => PropertyDecorator;

/** Why `read` refused a value, for kinds without rules. */
export class Refused {
  constructor(readonly problem: string) {}
}

/** One rule for both, so that a subclass's replaces its parent's. */
export function presence(optional: boolean, nullable: boolean): PropertyDecorator {
  return IsDefined({
    validateIf: (_, value) => (value === null ? !nullable : !optional),
    message: ({ value }) => (value === null ? 'This field may not be null.' : 'This field is required.'),
  });
}

export function listRules(min: number, max: number): Rule[] {
  return [
    withMessage('A list is required.', IsArray),
    withMessage(`At least ${min} are required.`, (options) => ArrayMinSize(min, options)),
    withMessage(`At most ${max} are allowed.`, (options) => ArrayMaxSize(max, options)),
  ];
}

interface TextForm {
  pattern?: RegExp | undefined;
  multiline?: boolean;
}

/** The bound comes first: what follows may look at every character. */
export function textRules(min: number, max: number, { pattern, multiline }: TextForm = {}): Rule[] {
  const short = ({ value }: ValidationArguments) =>
    value === '' ? 'This field may not be blank.' : `Must have at least ${min} characters.`;
  return [
    withMessage('A text is required.', IsString),
    withMessage(`Must have at most ${max} characters.`, (options) => HasAtMost(max, options)),
    ...(min > 0 ? [withMessage(short, (options) => HasAtLeast(min, options))] : []),
    withMessage('Null characters and halves of surrogate pairs are not allowed.', IsStorable),
    ...(multiline
      ? []
      : [
          withMessage('Must be one line, without control characters or such as turn its direction.', IsOneLine),
        ]),
    ...(pattern
      ? [withMessage('Does not have the required form.', (options) => Matches(pattern, options))]
      : []),
  ];
}

export function integerRules(min: number, max: number): Rule[] {
  return [
    withMessage('A whole number is required.', IsInt),
    withMessage(`Must be at least ${min}.`, (options) => Min(min, options)),
    withMessage(`Must be at most ${max}.`, (options) => Max(max, options)),
  ];
}

export function numberRules(min: number, max: number): Rule[] {
  const range = `Must be from ${min} to ${max}.`;
  return [
    withMessage('A number is required.', (options) => IsNumber({}, options)),
    withMessage(range, (options) => Min(min, options)),
    withMessage(range, (options) => Max(max, options)),
  ];
}

export function withMessage(message: Exclude<ValidationOptions['message'], undefined>, rule: Rule): Rule {
  return (options) => rule({ ...options, message });
}

/** In code points, as varchar; MaxLength counts a character with its variation selector as one. */
function HasAtMost(max: number, options: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown) =>
    typeof value === 'string' && value.length <= 2 * max && lengthOf(value) <= max;
  return ValidateBy({ name: 'hasAtMost', validator: { validate } }, options);
}

function HasAtLeast(min: number, options: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown) => typeof value === 'string' && lengthOf(value) >= min;
  return ValidateBy({ name: 'hasAtLeast', validator: { validate } }, options);
}

function IsOneLine(options: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown) => typeof value === 'string' && isOneLine(value);
  return ValidateBy({ name: 'isOneLine', validator: { validate } }, options);
}

/** PostgreSQL has no text with U+0000 in it, and UTF-8 none with half a surrogate pair. */
function IsStorable(options: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown) => typeof value === 'string' && !UNSTORABLE.test(value);
  return ValidateBy({ name: 'isStorable', validator: { validate } }, options);
}

export function IsCanonicalEmail(options: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown) => typeof value === 'string' && canonicalEmail(value) === value;
  return ValidateBy({ name: 'isCanonicalEmail', validator: { validate } }, options);
}

export function IsCountryOrEmpty(options: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown) => value === '' || isISO31661Alpha2(value);
  return ValidateBy({ name: 'isCountry', validator: { validate } }, options);
}

export function IsScalar(max: number, options: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown) =>
    typeof value === 'string'
      ? value.length <= 2 * max && lengthOf(value) <= max && !UNSTORABLE.test(value)
      : typeof value === 'boolean' || Number.isFinite(value);
  return ValidateBy({ name: 'isScalar', validator: { validate } }, options);
}

export function HasFewKeys(options: ValidationOptions): PropertyDecorator {
  return ValidateBy({ name: 'hasFewKeys', validator: { validate: hasFewKeys } }, options);
}

export function NotRefused(options: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown) => !(value instanceof Refused);
  const defaultMessage = (given?: ValidationArguments) => (given?.value as Refused).problem;
  return ValidateBy({ name: 'notRefused', validator: { validate, defaultMessage } }, options);
}
