import { Injectable, Param, type PipeTransform } from '@nestjs/common';
import { NotFound } from '../../../shared/errors.js';

const INTEGER = /^[1-9]\d{0,15}$/;

@Injectable()
class PathIdPipe implements PipeTransform<string, number> {
  transform(text: string): number {
    const id = INTEGER.test(text) ? Number(text) : NaN;
    if (!Number.isSafeInteger(id)) throw new NotFound();
    return id;
  }
}

const pipe = new PathIdPipe();

/** `@PathId('id') id: number`; what cannot be an identifier is a 404. */
export const PathId = (name = 'id'): ParameterDecorator => Param(name, pipe);
