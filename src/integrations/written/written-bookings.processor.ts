import { Injectable } from '@nestjs/common';
import { CallsUnderWay } from '../../platform/attempts/calls-under-way.js';
import { Database } from '../../platform/database/database.js';
import { Logger } from '../../platform/observability/logger.js';
import { Every } from '../../platform/schedule/every.js';
import { Clock } from '../../shared/clock.js';
import { WRITINGS_DUE, WrittenBookingsRepository } from './written-bookings.repository.js';
import { WrittenBookingsService } from './written-bookings.service.js';

const EVERY_MS = 1_000;
const AT_ONCE = 10;

/** Writes what has fallen due, a few at a time. */
@Injectable()
export class WrittenBookingsProcessor {
  private readonly calls = new CallsUnderWay(new Logger(WrittenBookingsProcessor.name));

  constructor(
    private readonly db: Database,
    private readonly repository: WrittenBookingsRepository,
    private readonly written: WrittenBookingsService,
    private readonly clock: Clock,
  ) {}

  @Every(EVERY_MS, WRITINGS_DUE)
  async writeDue(): Promise<void> {
    for (const due of await this.repository.due(this.db, this.clock.now(), AT_ONCE))
      this.calls.follow(this.written.write(due));
    await this.calls.end();
  }
}
