import type { CanActivate, ExecutionContext, Type } from '@nestjs/common';
import type { Response } from 'express';
import { UnknownField } from '../errors/http.errors.js';
import type { InputReading } from '../../context/input-reading.js';
import { RequestInputReading } from './request-input-reading.js';
import type { PlatformRequest } from './platform-request.js';

export interface InputShape {
  answers: readonly Type<unknown>[];
  readsBody: boolean;
  /** Undefined where the handler reads the query by itself. */
  parameters: ReadonlySet<string> | undefined;
}

const OF_ANY_ROUTE = 'fields';

/** Begins the reading of body and query, and names what the route reads nothing of. */
export class InputGuard implements CanActivate {
  constructor(private readonly shapeOf: (handler: object) => InputShape | undefined) {}

  canActivate(context: ExecutionContext): boolean {
    const shape = context.getType() === 'http' ? this.shapeOf(context.getHandler()) : undefined;
    if (!shape) return true;
    const request = context.switchToHttp().getRequest<PlatformRequest>();
    const response = context.switchToHttp().getResponse<Response>();
    const reading = new RequestInputReading(shape.answers, request, (name, value) =>
      response.setHeader(name, value),
    );
    request.context.reading = reading;
    if (shape.parameters) reading.ignore(unread(request.query, shape.parameters));
    if (!shape.readsBody) this.readNothing(request.body, reading);
    return true;
  }

  private readNothing(body: unknown, reading: InputReading): void {
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return;
    const names = Object.keys(body);
    reading.beginBody();
    if (!reading.isStrict || names.length === 0) reading.ignore(names);
    else throw new UnknownField(Object.fromEntries(names.map((name) => [name, ['There is no such field.']])));
  }
}

function unread(query: object, parameters: ReadonlySet<string>): string[] {
  return Object.keys(query).filter((name) => !parameters.has(name) && name !== OF_ANY_ROUTE);
}
