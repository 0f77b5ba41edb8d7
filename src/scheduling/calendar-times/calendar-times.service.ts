import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { AvailabilityService } from '../availability/availability.service.js';
import { CalendarTimesRepository, type CalendarTimes } from './calendar-times.repository.js';

/** What connected calendars say of their owners' time; whoever looks at free times is told. */
@Injectable()
export class CalendarTimesService {
  constructor(
    private readonly times: CalendarTimesRepository,
    private readonly availability: AvailabilityService,
  ) {}

  /** All of it; a calendar that was read at `readAt` tells how fresh free times are, until it is `null`. */
  async replace(tx: Tx, times: CalendarTimes, readAt: Date | null): Promise<void> {
    const changed = await this.times.replace(tx, times);
    if (readAt) await this.times.setRead(tx, times.ownerId, times.calendarId, readAt);
    else await this.times.forgetRead(tx, times.calendarId);
    if (changed.startsAt) await this.availability.publishChange(tx, times.ownerId, changed);
  }
}
