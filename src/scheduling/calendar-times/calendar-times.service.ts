import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { AvailabilityService } from '../availability/availability.service.js';
import { CalendarConflicted } from '../scheduling.events.js';
import { CalendarTimesRepository, type CalendarTimes } from './calendar-times.repository.js';

/** What connected calendars say of their owners' time; whoever looks at free times is told. */
@Injectable()
export class CalendarTimesService {
  constructor(
    private readonly times: CalendarTimesRepository,
    private readonly availability: AvailabilityService,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** All of it; a calendar that was read at `readAt` tells how fresh free times are, until it is `null`. */
  async replace(tx: Tx, times: CalendarTimes, readAt: Date | null): Promise<void> {
    const changed = await this.times.replace(tx, times);
    if (readAt) await this.times.setRead(tx, times.ownerId, times.calendarId, readAt);
    else await this.times.forgetRead(tx, times.calendarId);
    if (!changed.startsAt) return;
    await this.availability.publishChange(tx, times.ownerId, changed);
    const conflicts = await this.times.conflicts(tx, times, changed, this.clock.now());
    await this.outbox.publishMany(
      tx,
      CalendarConflicted,
      conflicts.map(({ startsAt, endsAt, ...booked }) => ({
        ...{ ownerId: times.ownerId, ...booked },
        ...{ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
      })),
    );
  }
}
