import { Injectable, type ArgumentMetadata, type PipeTransform, type Type } from '@nestjs/common';
import { InvalidInput, type FieldErrors } from '../../../shared/errors.js';
import { currentRequest } from '../../context/request-context.js';
import type { CheckFacts } from '../fields/checked.js';
import { fieldsOf } from '../fields/field.js';
import { MalformedBody } from '../errors/http.errors.js';
import { readFields } from '../fields/read-fields.js';
import { unknownFields } from '../fields/unknown-fields.js';
import { refusal } from './refusal.js';

/** Reads bodies and queries into their declared classes; what has no declared fields passes as it came. */
@Injectable()
export class FieldsPipe implements PipeTransform {
  constructor(private readonly facts: () => CheckFacts) {}

  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if ((type !== 'body' && type !== 'query') || !metatype) return value;
    const target = metatype as Type<object>;
    if (fieldsOf(target).length === 0) return value;
    if (type === 'body' && isDamagedForm(value)) throw new MalformedBody('The form is not valid UTF-8.');
    const unknown = type === 'body' ? refusedNames(target, value) : {};
    const { input, faults } = this.read(target, value);
    const hasUnknown = Object.keys(unknown).length > 0;
    if (!input || hasUnknown) throw refusal({ ...unknown, ...faults }, hasUnknown);
    currentRequest()?.inputs.push(input);
    return input;
  }

  private read(target: Type<object>, value: unknown): { input?: object; faults?: FieldErrors } {
    try {
      return { input: readFields(target, value, this.facts()) };
    } catch (error) {
      if (error instanceof InvalidInput) return { faults: error.fieldErrors };
      throw error;
    }
  }
}

function refusedNames(target: Type<object>, value: unknown): FieldErrors {
  const reading = currentRequest()?.reading;
  if (!reading) return {};
  reading.beginBody();
  const { refused, ignored } = unknownFields(target, value, reading.answers, reading.isStrict);
  reading.ignore(ignored);
  return refused;
}

/** A form with files is decoded part by part, with U+FFFD for what is no UTF-8. */
function isDamagedForm(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== null) return false;
  return Object.values(value).some((text) => typeof text === 'string' && text.includes('\ufffd'));
}
