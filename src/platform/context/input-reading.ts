import type { Type } from '@nestjs/common';

/** How one request's input is read: what is wrong with all of it together, and what nobody reads. */
export interface InputReading {
  /** Response classes of the route's path: what they name is no typo in a body. */
  readonly answers: readonly Type<unknown>[];
  readonly isStrict: boolean;
  /** What body, query and headers were refused for so far; one answer tells all of it. */
  readonly faults: Record<string, string[]>;
  beginBody(): void;
  ignore(names: readonly string[]): void;
}
