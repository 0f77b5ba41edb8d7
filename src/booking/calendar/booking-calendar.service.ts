import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { calendarFile, type CalendarEntry } from '../../platform/calendar-files/calendar-file.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { LocalTimeFormatter } from '../../platform/documents/local-time-formatter.js';
import { senderAddress } from '../../platform/mail/mail.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { roleOf } from '../bookings/booking-permissions.policy.js';
import { firmSeat, type BookingStatus } from '../model/booking-clock.rules.js';
import type { BookingWithOffer } from '../model/booking-columns.sql.js';
import { BookingsRepository } from '../model/bookings.repository.js';
import type { CalendarSubject } from '../model/offer-profile.rules.js';
import { OfferProfilesService } from '../model/offer-profiles.service.js';
import { calendarEntry } from '../offers/calendar-entry.rules.js';
import { BookingCalendarQueries } from './booking-calendar.queries.js';

const STATUS: Record<BookingStatus, NonNullable<CalendarEntry['status']>> = {
  pending: 'tentative',
  confirmed: 'confirmed',
  completed: 'confirmed',
  no_show: 'confirmed',
  cancelled: 'cancelled',
  expired: 'cancelled',
};

/** Bookings as files for calendars, with the UID and the sequence that the mails about them have. */
@Injectable()
export class BookingCalendarService {
  constructor(
    private readonly db: Database,
    private readonly bookings: BookingsRepository,
    private readonly queries: BookingCalendarQueries,
    private readonly profiles: OfferProfilesService,
    private readonly identity: IdentityApi,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** `NotFound` to everybody but the booker, the host and admins. */
  async file(caller: Caller, id: number): Promise<string> {
    const found = await this.bookings.find(this.db, id);
    const role = found && roleOf(found.booking, caller);
    if (!role) throw new NotFound('The booking');
    const { booking, offer } = found;
    const status = booking.statusAt(this.clock.now());
    const profile = this.profiles.ofBooking(booking.kind);
    const { refId } = booking;
    const seesLink = role !== 'booker' || firmSeat.has(status);
    const subject = await profile.calendarSubject(this.db, { bookingId: id, refId, offer, seesLink });
    const contacts = await this.identity.contactsOf([caller.id, booking.hostId ?? 0]);
    const clock = new LocalTimeFormatter(contacts.get(caller.id)?.timezone ?? null, offer?.timezone);
    const times = offer?.timezone ? clock.period(booking.startsAt, booking.endsAt) : '';
    return calendarFile({
      method: 'PUBLISH',
      ...(await this.entryOf(found, subject)),
      stamp: this.clock.now(),
      startsAt: booking.startsAt,
      endsAt: booking.endsAt,
      summary: subject?.title || offer?.labelName || offer?.title || capitalized(booking.kind),
      description: [times, subject?.description].filter(Boolean).join('\n\n'),
      location: subject?.location ?? offer?.place,
      url: subject?.url || `${this.config.frontendUrl}/bookings/${id}`,
      organizer: {
        name: contacts.get(booking.hostId ?? 0)?.fullName ?? this.config.siteName,
        email: senderAddress(this.config.mailFrom),
      },
      attendee: role === 'booker' ? { name: caller.fullName, email: caller.email } : null,
      status: STATUS[status],
    });
  }

  /** What the subject counts itself, its withdrawal too, is counted over all bookings of it by the person. */
  private async entryOf(
    { booking }: BookingWithOffer,
    subject: CalendarSubject | null,
  ): Promise<Pick<CalendarEntry, 'uid' | 'sequence'>> {
    const changes = subject?.changes ?? null;
    if (changes === null) return { uid: booking.calendarUid, sequence: booking.sequence };
    const { uid, earlier } = await this.queries.sharedEntry(booking);
    const isCancelled = booking.status === 'cancelled' && booking.cancelCause !== 'offer_withdrawn';
    return { uid, sequence: calendarEntry.sequence({ changes, earlier, isCancelled }) };
  }
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
