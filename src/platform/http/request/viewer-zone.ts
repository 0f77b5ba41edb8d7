import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Request } from 'express';
import { isTimeZone } from '../../../shared/local-days.js';
import { refusal } from './refusal.js';

const HEADER = 'X-Timezone';

/** The caller's IANA zone from `X-Timezone`; UTC without it, a 400 for an unknown one. */
export const ViewerZone = createParamDecorator(
  (_: unknown, context: ExecutionContext): string => givenZone(context) ?? 'UTC',
);

/** Null without the header. */
export const GivenZone = createParamDecorator(
  (_: unknown, context: ExecutionContext): string | null => givenZone(context) ?? null,
);

function givenZone(context: ExecutionContext): string | undefined {
  const zone = context.switchToHttp().getRequest<Request>().get(HEADER);
  if (zone !== undefined && !isTimeZone(zone))
    throw refusal({ [HEADER]: [`There is no time zone ${JSON.stringify(zone)}.`] });
  return zone;
}

export const AcceptsTimeZone = (
  meaning = 'The IANA time zone whose days the date filters mean; UTC by default.',
): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: HEADER,
      required: false,
      description: meaning,
      schema: { type: 'string' },
      example: 'Europe/Berlin',
    }),
  );
