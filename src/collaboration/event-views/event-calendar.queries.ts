import { calendarEntry, firmSeat } from '../../booking/booking.api.js';
import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import { calendarFile } from '../../platform/calendar-files/calendar-file.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { LocalTimeFormatter } from '../../platform/documents/local-time-formatter.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import type { EventReader } from '../model/event.access.js';
import type { Event } from '../model/event.entity.js';
import { visibleEventRow } from './event-rows.queries.js';

const STATUS = { draft: 'tentative', open: 'confirmed', cancelled: 'cancelled' } as const;

interface Seat {
  uid: string;
  earlier: number;
  isFirm: boolean;
}

const LAST_SEAT = `SELECT entry.uid, entry.earlier, ${firmSeat.sql('b')} AS "isFirm"
  FROM booking.offer_bookings b CROSS JOIN ${calendarEntry.sql('b', 'event')} entry
  WHERE b.kind = 'event' AND b.ref_id = $1 AND b.person_id = $2 AND b.confirmed_at IS NOT NULL
  ORDER BY b.booking_id DESC LIMIT 1`;

/** Who has or had a seat gets the UID and the sequence that its mails have: a calendar shows one entry. */
@Injectable()
export class EventCalendarQueries {
  constructor(
    private readonly db: Database,
    private readonly identity: IdentityApi,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Refuses with `NotFound`. */
  async file(id: number, reader: EventReader): Promise<string> {
    const row = await visibleEventRow(this.db, id, reader);
    if (!row) throw new NotFound('The event');
    const { event, takesPart } = row;
    const seesLink = takesPart || (reader !== null && event.isOrganizedBy(reader));
    const seat = reader && (await this.lastSeat(id, reader.id));
    const isCancelled = seat !== null && !seat.isFirm;
    const contacts = await this.identity.contactsOf(reader ? [reader.id] : []);
    const clock = new LocalTimeFormatter(contacts.get(reader?.id ?? 0)?.timezone ?? null, event.timezone);
    return calendarFile({
      method: 'PUBLISH',
      uid: seat?.uid ?? event.calendarUid,
      sequence: seat
        ? calendarEntry.sequence({ changes: event.sequence, earlier: seat.earlier, isCancelled })
        : event.sequence,
      stamp: this.clock.now(),
      startsAt: event.startsAt,
      endsAt: endOf(event),
      summary: event.title,
      description: `${clock.period(event.startsAt, endOf(event))}\n\n${event.description}`.trim(),
      location: event.location || (seesLink ? event.onlineUrl : ''),
      url: (seesLink && event.onlineUrl) || `${this.config.frontendUrl}/events/${event.id}`,
      status: isCancelled ? 'cancelled' : STATUS[event.state],
    });
  }

  private async lastSeat(id: number, personId: number): Promise<Seat | null> {
    const [seat] = await this.db.query<Seat>(LAST_SEAT, [id, personId]);
    return seat ?? null;
  }
}

/** A draft may end before it starts; a calendar's entry may not. */
function endOf({ startsAt, endsAt }: Event): Date {
  return endsAt > startsAt ? endsAt : startsAt;
}
