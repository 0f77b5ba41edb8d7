import type { Type } from '@nestjs/common';
import type { FieldErrors } from '../../../shared/errors.js';
import { fieldsOf, type Field } from './field.js';

/** Problems that the domain names (`startsAt`), by the fields of what was read (`start_date`); others stay. */
export function inWireNames(problems: FieldErrors, inputs: readonly object[]): FieldErrors {
  return Object.fromEntries(
    Object.entries(problems).map(([name, problem]) => [wireName(name, inputs) ?? name, problem]),
  );
}

/** Of several fields for one value the last that was sent, or else the last. */
function wireName(name: string, inputs: readonly object[]): string | undefined {
  for (const input of inputs) {
    const fields = fieldsOf(input.constructor as Type).filter((one) => domainName(one) === name);
    const sent = fields.filter((one) => Reflect.get(input, one.name) !== undefined);
    const field = sent.at(-1) ?? fields.at(-1);
    if (field) return field.name;
  }
  return undefined;
}

function domainName({ name, options }: Field): string {
  return options.means ?? name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
