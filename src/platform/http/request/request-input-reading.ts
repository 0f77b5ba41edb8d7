import type { Type } from '@nestjs/common';
import type { FieldErrors } from '../../../shared/errors.js';
import type { InputReading } from '../../context/input-reading.js';
import type { PlatformRequest } from './platform-request.js';

const HEADER = 'X-Ignored-Fields';
const MOST_NAMES = 20;
const MOST_LETTERS = 60;
/** RFC 7240; of several the first counts. */
const HANDLING = /(?:^|[,;])\s*handling\s*=\s*"?(strict|lenient)"?\s*(?=[,;]|$)/i;

/** Tells in the headers of the answer how its request was read. */
export class RequestInputReading implements InputReading {
  readonly faults: FieldErrors = {};
  readonly isStrict: boolean;
  private readonly ignored = new Set<string>();

  constructor(
    readonly answers: readonly Type<unknown>[],
    request: PlatformRequest,
    private readonly setHeader: (name: string, value: string) => void,
  ) {
    this.isStrict = HANDLING.exec(request.get('Prefer') ?? '')?.[1]?.toLowerCase() === 'strict';
  }

  beginBody(): void {
    if (this.isStrict) this.setHeader('Preference-Applied', 'handling=strict');
  }

  /** Names of fields and parameters, percent-encoded as in an address; of many the first. */
  ignore(names: readonly string[]): void {
    for (const name of names) {
      if (this.ignored.size >= MOST_NAMES) break;
      this.ignored.add(encodeURIComponent(Buffer.from(name.slice(0, MOST_LETTERS)).toString()));
    }
    if (this.ignored.size > 0) this.setHeader(HEADER, [...this.ignored].join(', '));
  }
}
