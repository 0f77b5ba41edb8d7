import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

const MOST_NAMED = 20;

/** The language that the caller likes best of those whose dates can be written; null where none is named. */
export const ReaderLanguage = createParamDecorator((_: unknown, context: ExecutionContext): string | null =>
  preferredLanguage(context.switchToHttp().getRequest<Request>().get('accept-language') ?? ''),
);

export function preferredLanguage(header: string): string | null {
  const wanted = header
    .split(',', MOST_NAMED)
    .map((part) => part.split(';').map((piece) => piece.trim()))
    .map(([tag = '', ...parameters]) => ({ tag, weight: weightOf(parameters) }))
    .filter(({ tag, weight }) => weight > 0 && isWritten(tag))
    .sort((a, b) => b.weight - a.weight);
  return wanted[0] ? new Intl.Locale(wanted[0].tag).baseName : null;
}

function weightOf(parameters: string[]): number {
  const quality = parameters.find((one) => one.startsWith('q='));
  return quality === undefined ? 1 : Number(quality.slice(2)) || 0;
}

function isWritten(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}
