import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { ListQuery } from '../http/lists/lists.js';
import type { PlatformRequest } from '../http/request/platform-request.js';

const FIFTY = 50;

export function ofFifty<Query extends ListQuery>(query: Query): Query {
  if (query.page_size === undefined && query.limit === undefined) query.page_size = FIFTY;
  return query;
}

/** Which of a list is opened beside it, as the address says; null where it says nothing sensible. */
export function openedIn({ query }: Pick<PlatformRequest, 'query'>): number | null {
  const id = Number(query['open']);
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}

export const Opened = createParamDecorator((_: unknown, context: ExecutionContext) =>
  openedIn(context.switchToHttp().getRequest<PlatformRequest>()),
);
