import { Injectable } from '@nestjs/common';
import { CallsUnderWay } from '../../platform/attempts/calls-under-way.js';
import { Database } from '../../platform/database/database.js';
import { Logger } from '../../platform/observability/logger.js';
import { Every } from '../../platform/schedule/every.js';
import { Clock } from '../../shared/clock.js';
import { READINGS_DUE, ReadingsRepository } from './readings.repository.js';
import { ReadingsService } from './readings.service.js';

const EVERY_MS = 1_000;
const AT_ONCE = 10;

/** Reads connected calendars that are due, a few at a time. */
@Injectable()
export class ReadingsProcessor {
  private readonly calls = new CallsUnderWay(new Logger(ReadingsProcessor.name));

  constructor(
    private readonly db: Database,
    private readonly repository: ReadingsRepository,
    private readonly readings: ReadingsService,
    private readonly clock: Clock,
  ) {}

  @Every(EVERY_MS, READINGS_DUE)
  async readDue(signal?: AbortSignal): Promise<void> {
    const ids = await this.repository.attempts.dueIds(this.db, this.clock.now(), AT_ONCE);
    for (const id of ids) this.calls.follow(this.readings.read(id, signal));
    await this.calls.end();
  }
}
