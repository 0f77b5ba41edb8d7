import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Logger } from '../../platform/observability/logger.js';
import { SchedulingApi } from '../../scheduling/scheduling.api.js';
import { Clock } from '../../shared/clock.js';
import { DAY_MS } from '../../shared/zoned-time.js';
import type { Calendar, CalendarConnection } from '../calendars/calendar-connection.entity.js';
import {
  CalendarRefused,
  type CalendarAccess,
  type CalendarChanges,
  type CalendarProvider,
} from '../calendars/calendar-provider.rules.js';
import { CalendarProviders } from '../calendars/calendar-providers.adapter.js';
import { ConnectionsRepository } from '../calendars/connections.repository.js';
import { ConnectionsService, withPrimary } from '../calendars/connections.service.js';
import { CalendarFailed } from '../integrations.events.js';
import { WrittenBookingsRepository } from '../written/written-bookings.repository.js';
import type { StandingBooking } from '../written/written-findings.repository.js';
import { WrittenFindingsService } from '../written/written-findings.service.js';
import { ReadingsRepository } from './readings.repository.js';

const AHEAD_MS = 401 * DAY_MS;
const FINAL = 'credentials';
const PROVIDER_NAMES = {
  google_calendar: 'Google Calendar',
  microsoft_365: 'Microsoft 365',
  caldav: 'CalDAV',
  ics: 'calendar feed',
};

/** Reads connected calendars: a reading that fails leaves what the one before it found. */
@Injectable()
export class ReadingsService {
  private readonly logger = new Logger(ReadingsService.name);

  constructor(
    private readonly db: Database,
    private readonly readings: ReadingsRepository,
    private readonly connections: ConnectionsRepository,
    private readonly accounts: ConnectionsService,
    private readonly providers: CalendarProviders,
    private readonly written: WrittenBookingsRepository,
    private readonly findings: WrittenFindingsService,
    private readonly scheduling: SchedulingApi,
    private readonly outbox: Outbox,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Does nothing where another process reads it, or where it is not due. */
  async read(id: number, signal?: AbortSignal): Promise<void> {
    if (!(await this.readings.attempts.claim(this.db, id, this.clock.now()))) return;
    const [connection] = await this.connections.byIds(this.db, [id]);
    if (!connection) return;
    try {
      const skipped = await this.readAll(connection, signal);
      const { calendarSyncInterval } = this.config;
      await this.db.transaction((tx) =>
        this.readings.setWorking(tx, id, skipped, this.clock.now(), calendarSyncInterval),
      );
    } catch (error) {
      if (signal?.aborted) return;
      await this.fail(connection, error);
    }
  }

  private async readAll(connection: CalendarConnection, signal?: AbortSignal): Promise<string | null> {
    const { id: connectionId, provider: name } = connection;
    const access = await this.accounts.accessTo(connection, signal);
    const provider = this.providers.get(name);
    let calendars = await this.connections.calendarsOf(this.db, [connectionId]);
    if (calendars.length === 0 || calendars.some((each) => each.blocks && this.isOld(each))) {
      const listed = withPrimary(await provider.listCalendars(access));
      await this.db.transaction((tx) => this.accounts.keepCalendars(tx, connection, listed));
      calendars = await this.connections.calendarsOf(this.db, [connectionId]);
    }
    if (calendars.some(({ writes }) => writes))
      await this.db.transaction((tx) => this.written.planAll(tx, connection.ownerId, this.clock.now()));
    const skipped: string[] = [];
    const standing = await this.findings.standingIn(calendars.map(({ id }) => id));
    for (const calendar of calendars) {
      const own = standing.filter(({ calendarId }) => calendarId === calendar.id);
      if (!calendar.blocks && !calendar.writes && own.length === 0) continue;
      const found = await this.readOne(provider, access, calendar, own);
      if (found !== null) skipped.push(found);
    }
    return skipped.length === 0 ? null : skipped.join(' ');
  }

  /** What was deleted since is told by the cursor alone: it is asked before all is read anew. */
  private async readOne(
    provider: CalendarProvider,
    access: CalendarAccess,
    calendar: Calendar,
    standing: readonly StandingBooking[],
  ): Promise<string | null> {
    const isOld = this.isOld(calendar);
    const begun = this.clock.now();
    const now = begun.getTime();
    const asked = {
      range: [now - DAY_MS, now + AHEAD_MS] as const,
      written: standing.map(({ remoteId }) => remoteId),
    };
    const read = async (cursor: string | null) => {
      const changes = await provider.changes(access, calendar, { ...asked, cursor });
      const keep = (tx: Tx) => this.keep(tx, calendar, changes, { begun, standing });
      return { isJudged: await this.db.transaction(keep), skipped: changes.skipped };
    };
    if (isOld && calendar.cursor !== null && standing.length > 0) {
      const since = await read(calendar.cursor);
      if (!since.isJudged) return since.skipped;
    }
    return (await read(isOld ? null : calendar.cursor)).skipped;
  }

  /** Whether it is clear of all that was written what became of it: else the cursor stays. */
  private async keep(
    tx: Tx,
    { id, ownerId }: Calendar,
    changes: CalendarChanges,
    { begun, standing }: { begun: Date; standing: readonly StandingBooking[] },
  ): Promise<boolean> {
    const present = await this.readings.lockCalendar(tx, id);
    if (!present) return true;
    const isJudged = await this.findings.keep(tx, standing, changes);
    if (!changes.unchanged) {
      await this.readings.keepEntries(tx, id, changes);
      if (isJudged) await this.readings.setRead(tx, id, changes, begun);
    }
    if (!present.blocks) return isJudged;
    const busy = await this.readings.busyOf(tx, present);
    await this.scheduling.replaceCalendarTimes(tx, { ownerId, calendarId: id, busy }, begun);
    return isJudged;
  }

  /** The days move on, and what recurs for ever was read up to a day. */
  private isOld({ wholeReadAt }: Calendar): boolean {
    return wholeReadAt === null || this.clock.millis() - wholeReadAt.getTime() >= DAY_MS;
  }

  private async fail(connection: CalendarConnection, error: unknown): Promise<void> {
    const refused = error instanceof CalendarRefused ? error : null;
    if (!refused) this.logger.error('A calendar could not be read', error, { connection_id: connection.id });
    const { id: connectionId, ownerId, provider: name } = connection;
    const told = refused?.message ?? 'It could not be read.';
    const isFinal = refused?.reason === FINAL;
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      await this.readings.attempts.postpone(tx, connectionId, now);
      const failure = { error: told, isFinal, patienceMs: refused?.retryAfterMs ?? 0, now };
      if (!(await this.readings.setFailed(tx, connectionId, failure))) return;
      const provider = PROVIDER_NAMES[name];
      await this.outbox.publish(tx, CalendarFailed, {
        ...{ connectionId, ownerId, provider, error: told, failedAt: now.toISOString() },
      });
    });
  }
}
