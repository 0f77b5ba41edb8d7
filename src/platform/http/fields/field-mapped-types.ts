import type { Type } from '@nestjs/common';
import { field, fieldsOf, type Field, type FieldOptions } from './field.js';

/** `source` with all fields optional and without defaults, for PUT and PATCH. */
export function PartialOf<T>(source: Type<T>): Type<Partial<T>> {
  // Swagger's PartialType would carry the defaults along, and write them over what was not sent.
  return derived(source, fieldsOf(source), (options) => ({ ...options, optional: true, default: undefined }));
}

export function PickOf<T, K extends keyof T & string>(source: Type<T>, names: readonly K[]): Type<Pick<T, K>> {
  const wanted = fieldsOf(source).filter((one) => (names as readonly string[]).includes(one.name));
  return derived(source, wanted, (options) => options);
}

function derived<T>(
  source: Type<unknown>,
  fields: readonly Field[],
  change: (o: FieldOptions) => FieldOptions,
): Type<T> {
  const target = { [`${source.name}Part`]: class {} }[`${source.name}Part`] as Type<T>;
  for (const { name, kind, options } of fields) field(kind, change(options))(target.prototype as object, name);
  return target;
}
