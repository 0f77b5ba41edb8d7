import { applyDecorators, HttpCode, SetMetadata, UseInterceptors, type Type } from '@nestjs/common';
import type { DomainError } from '../../../shared/errors.js';
import { ListInterceptor } from '../lists/list.interceptor.js';

/** An error's class, or one of the codes of `error-codes.ts`. */
export type DocumentedError = Pick<typeof DomainError, 'code' | 'kind' | 'title'> | string;

export interface OperationOptions {
  summary: string;
  description?: string;
  isUsual?: true;
  /** Another operation does the same and is the better choice, such as `GET /api/v1/users/me`. */
  insteadUse?: string;
  /** Bodies to try it with, by name; without them one is made of the fields' examples. */
  requests?: Record<string, unknown>;
  /** More of them where there are demo data, which is not in production. */
  demoRequests?: Record<string, unknown>;
  /** What stands in the path when it is tried with the demo data; ids are 1 without it. */
  path?: Record<string, string | number>;
  /** Whose demo login it is tried with: the attendee’s without it, and the admin’s where only admins may. */
  triedBy?: 'organizer' | 'admin';
  status?: 200 | 201 | 202 | 204 | 302;
  /** The response's class, with `list` that of each item. None for 204 and for what is not JSON. */
  body?: Type<unknown>;
  list?: true;
  /** Its answer has a tag; who has it gets 304. */
  isTagged?: true;
  /** Another form, or forms, that the response, with `list` an item, can have. */
  orForm?: Type<unknown> | Type<unknown>[];
  /** With `list`: what callers get who may not see the items. */
  orElse?: Type<unknown>;
  /** It can also lead elsewhere (302). */
  redirects?: true;
  /** Other statuses with a body that is not the error's. */
  alternatives?: Record<number, Type<unknown>>;
  /** Errors of this route itself; validation, credentials, limits and outages are documented anyway. */
  errors?: DocumentedError[];
  example?: unknown;
  produces?: string[];
}

export const OPERATION = 'convoke:operation';

export function responseTypesOf({
  body,
  orForm,
  orElse,
  alternatives,
}: Partial<OperationOptions> = {}): Type<unknown>[] {
  const types = [body, orForm, orElse, ...Object.values(alternatives ?? {})].flat();
  return types.filter((type) => type !== undefined);
}

export function Operation(options: OperationOptions): MethodDecorator {
  const decorators = [SetMetadata(OPERATION, options), HttpCode(options.status ?? 200)];
  if (options.list) decorators.push(UseInterceptors(ListInterceptor));
  return applyDecorators(...decorators);
}
