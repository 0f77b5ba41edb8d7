import type { Type } from '@nestjs/common';
import { plainToInstance, type ClassTransformOptions } from 'class-transformer';
import { validateSync, type ValidationError, type ValidatorOptions } from 'class-validator';
import { InvalidInput, type FieldErrors } from '../../../shared/errors.js';
import { checksOf, type CheckFacts } from './checked.js';
import { fieldsOf, MAX_ITEMS, type Field } from './field.js';
import { isWithinReason } from './read-fields-bounds.js';
import { inWireNames } from './wire-names.js';

const DECLARED_ALONE: ClassTransformOptions = {
  strategy: 'excludeAll',
  excludeExtraneousValues: true,
  exposeUnsetFields: false,
};
/** One problem for each field is enough, and spares long texts the later rules. */
const ONE_EACH: ValidatorOptions = {
  whitelist: true,
  stopAtFirstError: true,
  validationError: { target: false },
};

/** Reads the declared fields of a body or query; throws `InvalidInput` that names every field at fault. */
export function readFields<T extends object>(target: Type<T>, raw: unknown, facts?: CheckFacts): T {
  const sent = raw ?? {};
  if (typeof sent !== 'object' || Array.isArray(sent)) {
    throw new InvalidInput({ non_field_errors: ['An object is required.'] });
  }
  const fields = fieldsOf(target);
  refuseTooMuch(fields, sent as Record<string, unknown>);
  const instance = plainToInstance(target, sent, DECLARED_ALONE);
  const problems: FieldErrors = {};
  collect(validateSync(instance, ONE_EACH), fields, '', problems);
  const all = facts ? { ...problems, ...checked(target, instance, facts, problems), ...problems } : problems;
  if (Object.keys(all).length === 0) return instance;
  throw new InvalidInput(all);
}

function checked<T extends object>(
  target: Type<T>,
  instance: T,
  facts: CheckFacts,
  problems: FieldErrors,
): FieldErrors {
  const checks = checksOf(target);
  if (checks.length === 0) return {};
  const atFault = new Set(Object.keys(problems).map((name) => name.split('.')[0]!));
  const isAtFault = (...names: string[]) => names.some((name) => atFault.has(name));
  const soundItems = <Item>(name: string): Item[] => {
    const list = (instance as Record<string, unknown>)[name];
    if (!Array.isArray(list) || name in problems) return [];
    const faults = Object.keys(problems);
    return list.filter((_, n) => !faults.some((fault) => `${fault}.`.startsWith(`${name}.${n}.`))) as Item[];
  };
  const sound = Object.assign(Object.create(target.prototype as object) as object, instance);
  for (const name of atFault) Reflect.deleteProperty(sound, name);
  const found = checks.flatMap((check) => Object.entries(check(sound, { ...facts, isAtFault, soundItems })));
  return inWireNames(Object.fromEntries(found.filter(isProblem)), [instance]);
}

function isProblem(found: [string, string[] | undefined]): found is [string, string[]] {
  return found[1] !== undefined;
}

/** Libraries walk whatever they are given before the first rule is asked. */
function refuseTooMuch(fields: readonly Field[], sent: Record<string, unknown>): void {
  for (const { name, kind } of fields) {
    const value = sent[name];
    if (typeof value !== 'object' || isWithinReason(value, kind.nested !== undefined || kind.isOpen === true))
      continue;
    throw new InvalidInput({ [name]: ['Holds too much.'] });
  }
}

function collect(
  errors: ValidationError[],
  fields: readonly Field[],
  prefix: string,
  problems: FieldErrors,
): void {
  for (const { property, value, constraints, children } of errors) {
    const name = prefix + property;
    const declared = fields.find((one) => one.name === property);
    if (constraints && !collectItems(declared, value, name, problems))
      problems[name] = Object.values(constraints);
    if (children?.length) {
      // A list's children are its items, numbered; theirs are the fields.
      collect(
        children,
        declared?.kind.nested ? fieldsOf(declared.kind.nested()) : fields,
        `${name}.`,
        problems,
      );
    }
  }
}

function collectItems(field: Field | undefined, list: unknown, name: string, problems: FieldErrors): boolean {
  if (!field?.item || !Array.isArray(list) || list.length > (field.options.maxItems ?? MAX_ITEMS)) return false;
  let found = false;
  list.forEach((item, index) => {
    const [error] = validateSync(Object.assign(new field.item!(), { item: item as unknown }), ONE_EACH);
    if (!error?.constraints) return;
    problems[`${name}.${index}`] = Object.values(error.constraints);
    found = true;
  });
  return found;
}
