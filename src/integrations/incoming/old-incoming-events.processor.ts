import { Injectable } from '@nestjs/common';
import { Every } from '../../platform/schedule/every.js';
import { Clock } from '../../shared/clock.js';
import { IncomingRepository } from './incoming.repository.js';

const EVERY_MS = 3_600_000;
/** Far beyond the five minutes in which a signature holds. */
const KEPT_FOR_MS = 30 * 24 * 3_600_000;

@Injectable()
export class OldIncomingEventsProcessor {
  constructor(
    private readonly incoming: IncomingRepository,
    private readonly clock: Clock,
  ) {}

  @Every(EVERY_MS)
  forget(signal?: AbortSignal): Promise<void> {
    return this.incoming.forget(new Date(this.clock.millis() - KEPT_FOR_MS), signal);
  }
}
