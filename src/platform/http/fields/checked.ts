import type { Type } from '@nestjs/common';

export interface CheckFacts {
  now: Date;
  siteName: string;
}

export interface WellFormedness {
  isAtFault(...names: string[]): boolean;
  /** Those items of a list that are well-formed each by itself. */
  soundItems<Item>(name: string): Item[];
}

/** What is wrong with fields that are well-formed each by itself; what is at fault or not sent is undefined. */
export type FieldsCheck<T> = (
  input: Partial<T>,
  facts: CheckFacts & WellFormedness,
) => Record<string, string[] | undefined>;

const checks = new WeakMap<object, FieldsCheck<object>[]>();

/**
 * Rules that need no database, told in one answer with malformed fields. The use case, which is not always
 * called with a request, keeps them too.
 */
export function Checked<T extends object>(check: FieldsCheck<T>): (target: Type<T>) => void {
  return ({ prototype }: { prototype: object }) =>
    void checks.set(prototype, [...(checks.get(prototype) ?? []), check as FieldsCheck<object>]);
}

export function checksOf(target: Type<unknown>): FieldsCheck<object>[] {
  const found: FieldsCheck<object>[] = [];
  for (let at = target.prototype as object | null; at; at = Object.getPrototypeOf(at) as object | null)
    found.push(...(checks.get(at) ?? []));
  return found;
}
