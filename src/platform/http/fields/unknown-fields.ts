import type { Type } from '@nestjs/common';
import type { FieldErrors } from '../../../shared/errors.js';
import { fieldsOf, MAX_ITEMS, type Field } from './field.js';
import { isWithinLetters } from './letter-distance.js';

const SHORTEST_TYPO = 6;
const LETTERS = 2;
/** Of more no typo is looked for: no client of ours sends so many, and each is compared with every field. */
const MOST_NAMES = 200;

export interface UnknownFields {
  refused: FieldErrors;
  ignored: string[];
}

interface Place {
  fields: readonly Field[];
  /** Classes of the resource's answers; `open` where an answer holds whatever was sent. */
  answers: readonly Type<unknown>[] | 'open';
  prefix: string;
}

/**
 * What was sent and is no field of `target`, inner ones with their path. What is nearly a field that was not
 * sent is refused, unless an answer of the same resource has it; a strict request refuses all.
 */
export function unknownFields(
  target: Type<unknown>,
  sent: unknown,
  answers: readonly Type<unknown>[],
  isStrict: boolean,
): UnknownFields {
  const found: UnknownFields = { refused: {}, ignored: [] };
  collect({ fields: fieldsOf(target), answers, prefix: '' }, sent, isStrict, found);
  return found;
}

function collect(place: Place, sent: unknown, isStrict: boolean, found: UnknownFields): void {
  if (!isRecord(sent)) return;
  const { fields, prefix } = place;
  const missing = fields.filter(({ name }) => !Object.hasOwn(sent, name)).map(({ name }) => name);
  for (const name of Object.keys(sent)) {
    if (fields.some((field) => isNameOf(field, name))) continue;
    const isCounted = found.ignored.length + Object.keys(found.refused).length < MOST_NAMES;
    const meant = isCounted && !isAnswered(place, name) ? nearest(name, missing) : undefined;
    if (meant === undefined && !isStrict) found.ignored.push(prefix + name);
    else found.refused[prefix + name] = [sentence(meant)];
  }
  for (const field of fields) {
    if (field.kind.nested) collectInner(place, field, sent[field.name], isStrict, found);
  }
}

function collectInner(
  place: Place,
  field: Field,
  sent: unknown,
  isStrict: boolean,
  found: UnknownFields,
): void {
  const inner = (name: string): Place => ({
    fields: fieldsOf(field.kind.nested!()),
    answers: innerAnswers(place.answers, field.name),
    prefix: `${place.prefix}${name}.`,
  });
  if (!Array.isArray(sent)) return collect(inner(field.name), sent, isStrict, found);
  if (sent.length > MAX_ITEMS) return;
  sent.forEach((item, index) => collect(inner(`${field.name}.${index}`), item, isStrict, found));
}

function isRecord(sent: unknown): sent is Record<string, unknown> {
  return typeof sent === 'object' && sent !== null && !Array.isArray(sent);
}

function isNameOf({ name, kind }: Field, sent: string): boolean {
  return sent === name || (kind.readsLists === true && sent === `${name}[]`);
}

function isAnswered({ answers }: Place, name: string): boolean {
  return answers === 'open' || answers.some((one) => fieldsOf(one).some((field) => field.name === name));
}

function innerAnswers(answers: Place['answers'], name: string): Place['answers'] {
  if (answers === 'open') return answers;
  const kinds = answers.flatMap((one) => fieldsOf(one).filter((field) => field.name === name));
  if (kinds.some(({ kind }) => kind.isOpen)) return 'open';
  return kinds.flatMap(({ kind }) => kind.nested?.() ?? []);
}

function nearest(name: string, missing: readonly string[]): string | undefined {
  if ([...name].length < SHORTEST_TYPO) return undefined;
  for (let letters = 1; letters <= LETTERS; letters++) {
    const meant = missing.find((known) => isWithinLetters(letters, name, known));
    if (meant !== undefined) return meant;
  }
  return undefined;
}

function sentence(meant: string | undefined): string {
  return meant === undefined ? 'There is no such field.' : `There is no such field. Did you mean ${meant}?`;
}
