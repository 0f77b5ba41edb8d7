import { firmSeat } from '../../booking/booking.api.js';
import { Injectable } from '@nestjs/common';
import { calendarFile } from '../../platform/calendar-files/calendar-file.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import type { EventReader } from '../model/event.access.js';
import type { Event } from '../model/event.entity.js';
import { visibleEventRow } from './event-rows.queries.js';

const STATUS = { draft: 'tentative', open: 'confirmed', cancelled: 'cancelled' } as const;

const UID_OF_SEAT = `SELECT b.calendar_uid AS uid FROM booking.offer_bookings b
  WHERE b.kind = 'event' AND b.ref_id = $1 AND b.person_id = $2 AND ${firmSeat.sql('b')}
  ORDER BY b.booking_id DESC LIMIT 1`;

/** Who has a seat gets the UID that the mails of that booking have: a calendar shows one entry. */
@Injectable()
export class EventCalendarQueries {
  constructor(
    private readonly db: Database,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Refuses with `NotFound`. */
  async file(id: number, reader: EventReader): Promise<string> {
    const row = await visibleEventRow(this.db, id, reader);
    if (!row) throw new NotFound('The event');
    const { event, takesPart } = row;
    const seesLink = takesPart || (reader !== null && event.isOrganizedBy(reader));
    return calendarFile({
      method: 'PUBLISH',
      uid: (reader && takesPart && (await this.uidOfSeat(id, reader.id))) || event.calendarUid,
      sequence: event.sequence,
      stamp: this.clock.now(),
      startsAt: event.startsAt,
      endsAt: endOf(event),
      summary: event.title,
      description: event.description,
      location: event.location || (seesLink ? event.onlineUrl : ''),
      url: (seesLink && event.onlineUrl) || `${this.config.frontendUrl}/events/${event.id}`,
      status: STATUS[event.state],
    });
  }

  private async uidOfSeat(id: number, personId: number): Promise<string | null> {
    const [seat] = await this.db.query<{ uid: string }>(UID_OF_SEAT, [id, personId]);
    return seat?.uid ?? null;
  }
}

/** A draft may end before it starts; a calendar's entry may not. */
function endOf({ startsAt, endsAt }: Event): Date {
  return endsAt > startsAt ? endsAt : startsAt;
}
