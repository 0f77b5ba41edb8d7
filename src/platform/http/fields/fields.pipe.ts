import { Injectable, type ArgumentMetadata, type PipeTransform, type Type } from '@nestjs/common';
import { currentRequest } from '../../context/request-context.js';
import { fieldsOf } from './field.js';
import { readFields } from './read-fields.js';

/** Reads bodies and queries into their declared classes; what has no declared fields passes as it came. */
@Injectable()
export class FieldsPipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if ((type !== 'body' && type !== 'query') || !metatype) return value;
    const target = metatype as Type<object>;
    if (fieldsOf(target).length === 0) return value;
    const input = readFields(target, value);
    currentRequest()?.inputs.push(input);
    return input;
  }
}
