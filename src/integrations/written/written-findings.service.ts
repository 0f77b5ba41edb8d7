import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Clock } from '../../shared/clock.js';
import type { CalendarChanges } from '../calendars/calendar-provider.rules.js';
import { WrittenFindingsRepository, type StandingBooking } from './written-findings.repository.js';

/** Notices what owners deleted or moved of that which was written to their calendars. */
@Injectable()
export class WrittenFindingsService {
  constructor(
    private readonly db: Database,
    private readonly findings: WrittenFindingsRepository,
    private readonly clock: Clock,
  ) {}

  /** To be asked before a reading, which is then held against it. */
  standingIn(calendarIds: readonly number[]): Promise<StandingBooking[]> {
    return this.findings.standing(this.db, calendarIds, this.clock.now());
  }

  /** False where something was written meanwhile: then the same changes have to be read once more. */
  async keep(
    tx: Tx,
    standing: readonly StandingBooking[],
    { entries, removed }: Pick<CalendarChanges, 'entries' | 'removed'>,
  ): Promise<boolean> {
    const gone = new Set(removed);
    const places = new Map(entries.flatMap(({ remoteId, at }) => (at ? [[remoteId, at] as const] : [])));
    const isMoved = ({ remoteId, startsAt, endsAt }: StandingBooking) => {
      const [from, until] = places.get(remoteId) ?? [startsAt.getTime(), endsAt.getTime()];
      return from !== startsAt.getTime() || until !== endsAt.getTime();
    };
    const touched = new Map(
      standing.filter((each) => gone.has(each.remoteId) || isMoved(each)).map((each) => [each.id, each]),
    );
    if (touched.size === 0) return true;
    const locked = await this.findings.lock(tx, [...touched.keys()]);
    const same = locked.filter(({ id, writtenAt }) => +writtenAt === +touched.get(id)!.writtenAt);
    const found = {
      gone: same.filter(({ remoteId }) => gone.has(remoteId)).map(({ id }) => id),
      // What waits to be written is put where it belongs without this.
      moved: same.filter((each) => !gone.has(each.remoteId) && !each.isDue).map(({ id }) => id),
    };
    await this.findings.mark(tx, found, this.clock.now());
    return same.length === locked.length;
  }
}
