import { SetMetadata } from '@nestjs/common';

export const EVERY = 'convoke:every';

export interface EveryOptions {
  everyMs: number;
  due?: string;
}

/**
 * Calls `(signal)` about every `everyMs`, in one process at a time of all that run jobs; a failed run is logged
 * and counted, and the next one comes in time. `due` is an SQL condition, `$now` being the clock: where it is
 * false there is nothing to do and the run is left out. All conditions of a second are asked as one statement.
 */
export function Every(everyMs: number, due?: string): MethodDecorator {
  return SetMetadata(EVERY, { everyMs, due } satisfies EveryOptions);
}
