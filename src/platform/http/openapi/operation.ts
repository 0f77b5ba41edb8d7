import { applyDecorators, HttpCode, SetMetadata, UseInterceptors, type Type } from '@nestjs/common';
import type { DomainError } from '../../../shared/errors.js';
import { ListInterceptor } from '../lists/list.interceptor.js';

/** A refusal in the documentation: its class, or one of the codes of `error-codes.ts`. */
export type DocumentedError = (abstract new (...args: never[]) => DomainError) | string;

export interface OperationOptions {
  /** One line: what the caller gets or changes. */
  summary: string;
  /** More, where one line does not do. */
  description?: string;
  /** 200 by default. */
  status?: 200 | 201 | 202 | 204 | 302;
  /** The class of the answer, with `list: true` of each item. Omitted for 204 and for what is not JSON. */
  body?: Type<unknown>;
  /** The handler returns a `Page`; the answer is an envelope under /api/v1 and a bare array under /api. */
  list?: true;
  /** With `list`: the object that callers get in its place who may not see the items. */
  orElse?: Type<unknown>;
  /** Other statuses that have a body of their own, which is not the error's. */
  alternatives?: Record<number, Type<unknown>>;
  /** Refusals of this route itself; validation, credentials, limits and outages are documented by themselves. */
  errors?: DocumentedError[];
  /** An answer as it may look; without it one is made from the fields' examples. */
  example?: unknown;
  /** Content types of the answer, where they are not JSON alone. */
  produces?: string[];
}

export const OPERATION = 'convoke:operation';

/** Declares what a handler answers and refuses. The operation's id is `<controller>_<method>`. */
export function Operation(options: OperationOptions): MethodDecorator {
  const decorators = [SetMetadata(OPERATION, options), HttpCode(options.status ?? 200)];
  if (options.list) decorators.push(UseInterceptors(ListInterceptor));
  return applyDecorators(...decorators);
}
