import { Injectable, Param, type PipeTransform } from '@nestjs/common';
import { NotFound } from '../../../shared/errors.js';
import { UUID } from '../../../shared/texts.js';

@Injectable()
class PathTokenPipe implements PipeTransform<string, string> {
  transform(text: string): string {
    if (!UUID.test(text)) throw new NotFound();
    return text.toLowerCase();
  }
}

const pipe = new PathTokenPipe();

/** `@PathToken('access_token') token: string`; what cannot be a UUID is a 404. */
export const PathToken = (name: string): ParameterDecorator => Param(name, pipe);
