import { Injectable } from '@nestjs/common';
import { BookingApi, type BookingData } from '../../booking/booking.api.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Logger } from '../../platform/observability/logger.js';
import { SchedulingApi } from '../../scheduling/scheduling.api.js';
import { Clock } from '../../shared/clock.js';
import { DomainError } from '../../shared/errors.js';
import { CalendarRefused, type BookingEntry } from '../calendars/calendar-provider.rules.js';
import { CalendarProviders } from '../calendars/calendar-providers.adapter.js';
import { ConnectionsRepository } from '../calendars/connections.repository.js';
import { ConnectionsService } from '../calendars/connections.service.js';
import { WrittenBookingMoved } from '../integrations.events.js';
import { WrittenBookingsRepository, type DueWriting } from './written-bookings.repository.js';

const DELETED = 'It was deleted in the host’s calendar.';

/** Writes firm bookings to their hosts' calendars as they are at that moment: doing it again is the same. */
@Injectable()
export class WrittenBookingsService {
  private readonly logger = new Logger(WrittenBookingsService.name);

  constructor(
    private readonly db: Database,
    private readonly written: WrittenBookingsRepository,
    private readonly connections: ConnectionsRepository,
    private readonly accounts: ConnectionsService,
    private readonly providers: CalendarProviders,
    private readonly bookings: BookingApi,
    private readonly scheduling: SchedulingApi,
    private readonly outbox: Outbox,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  async write(due: DueWriting): Promise<void> {
    const { id } = due;
    if (!(await this.written.claim(this.db, id, this.clock.now()))) return;
    try {
      await this.bring(due);
    } catch (error) {
      const refused = error instanceof CalendarRefused ? error : null;
      if (!refused) this.logger.error('A booking could not be written', error, { booking_id: id });
      const told = refused?.message ?? 'It could not be written.';
      const patienceMs = refused?.retryAfterMs ?? 0;
      await this.written.setFailed(this.db, { id, error: told, patienceMs, now: this.clock.now() });
    }
  }

  private async bring({ id, ownerId, calendarId, connectionId, ...was }: DueWriting): Promise<void> {
    if (was.goneAt) await this.cancel(id, ownerId);
    const [connection] = await this.connections.byIds(this.db, [connectionId]);
    const calendars = await this.connections.calendarsOf(this.db, [connectionId]);
    const calendar = calendars.find((each) => each.id === calendarId);
    if (!connection || !calendar) return;
    const access = await this.accounts.accessTo(connection);
    const provider = this.providers.get(connection.provider);
    const booking = await this.bookings.find(this.db, id);
    if (!booking || was.goneAt || booking.status === 'cancelled' || booking.status === 'expired') {
      if (was.remoteId !== null) await provider.remove(access, calendar, was.remoteId);
      return this.written.forget(this.db, id);
    }
    const { startsAt, endsAt } = booking;
    const entry = await this.entryOf(booking);
    const made = await provider.put(access, calendar, entry, was.remoteId);
    await this.db.transaction(async (tx) => {
      await this.written.setWritten(tx, { id, ...made, startsAt, endsAt, now: this.clock.now() });
      if (!was.movedAt) return;
      const times = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
      const found = { movedAt: was.movedAt.toISOString(), ...times };
      await this.outbox.publish(tx, WrittenBookingMoved, {
        ...{ ownerId, bookingId: id, title: entry.title, ...found },
      });
    });
  }

  /** As its host does; what can no longer be cancelled stays as it is. */
  private async cancel(id: number, ownerId: number): Promise<void> {
    const by = { actorId: ownerId, cause: 'host', reason: DELETED } as const;
    try {
      await this.db.transaction((tx) => this.bookings.cancel(tx, id, by));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }

  private async entryOf({
    id,
    calendarUid: uid,
    sequence,
    startsAt,
    endsAt,
  }: BookingData): Promise<BookingEntry> {
    const card = (await this.scheduling.appointmentCards(this.db, [id])).get(id);
    const title = card
      ? `${card.typeName}: ${card.inviteeName}`
      : await this.scheduling.meetingTitle(this.db, id);
    return {
      ...{ uid, sequence, at: [startsAt.getTime(), endsAt.getTime()], title },
      ...{ description: '', location: card?.location ?? '', url: `${this.config.frontendUrl}/bookings/${id}` },
    };
  }
}
