import { SetMetadata } from '@nestjs/common';

export const EVERY = 'convoke:every';

export interface EveryOptions {
  everyMs: number;
  due?: string;
}

/**
 * Calls `(signal)` about every `everyMs`, in one process at a time; a failure is logged and counted. If `due`
 * is false (SQL, the clock being `$now`) it is left out; all of a second are asked as one statement.
 */
export function Every(everyMs: number, due?: string): MethodDecorator {
  return SetMetadata(EVERY, { everyMs, due } satisfies EveryOptions);
}
