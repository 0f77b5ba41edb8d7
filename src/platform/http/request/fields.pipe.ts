import { Injectable, type ArgumentMetadata, type PipeTransform, type Type } from '@nestjs/common';
import { currentRequest } from '../../context/request-context.js';
import { fieldsOf } from '../fields/field.js';
import { MalformedBody } from '../errors/http.errors.js';
import { readFields } from '../fields/read-fields.js';

/** Reads bodies and queries into their declared classes; what has no declared fields passes as it came. */
@Injectable()
export class FieldsPipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if ((type !== 'body' && type !== 'query') || !metatype) return value;
    const target = metatype as Type<object>;
    if (fieldsOf(target).length === 0) return value;
    if (type === 'body' && isDamagedForm(value)) throw new MalformedBody('The form is not valid UTF-8.');
    const input = readFields(target, value);
    currentRequest()?.inputs.push(input);
    return input;
  }
}

/** A form with files is decoded part by part, with U+FFFD for what is no UTF-8. */
function isDamagedForm(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== null) return false;
  return Object.values(value).some((text) => typeof text === 'string' && text.includes('\ufffd'));
}
