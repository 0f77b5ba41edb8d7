import { Injectable } from '@nestjs/common';
import type { BookingStatus } from '../../booking/booking.api.js';
import { calendarFile, type CalendarEntry } from '../../platform/calendar-files/calendar-file.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { senderAddress } from '../../platform/mail/mail.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { manageUrl } from '../appointments/appointments.dto.js';
import { AppointmentsQueries } from '../appointments/appointments.queries.js';
import { ManagedAppointmentsService } from './managed-appointments.service.js';

const STATUS: Partial<Record<BookingStatus, CalendarEntry['status']>> = {
  pending: 'tentative',
  cancelled: 'cancelled',
  expired: 'cancelled',
};

/** Appointments as files for calendars, with the UID and the sequence that the mails about them have. */
@Injectable()
export class AppointmentFilesService {
  constructor(
    private readonly db: Database,
    private readonly managed: ManagedAppointmentsService,
    private readonly appointments: AppointmentsQueries,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Refuses with `NotFound`, what only waits too. */
  async file(token: string): Promise<string> {
    const { booking } = await this.managed.open(this.db, token);
    const row = booking && (await this.appointments.find(this.db, booking.id, this.clock.now()));
    if (!row) throw new NotFound('The appointment');
    return calendarFile({
      method: 'PUBLISH',
      ...{ uid: booking.calendarUid, sequence: booking.sequence, stamp: this.clock.now() },
      ...{ startsAt: booking.startsAt, endsAt: booking.endsAt },
      summary: row.typeName,
      location: row.location,
      url: manageUrl(this.config.frontendUrl, token),
      organizer: { name: row.organizerName, email: senderAddress(this.config.mailFrom) },
      attendee: row.inviteeEmail === null ? null : { name: row.inviteeName, email: row.inviteeEmail },
      status: STATUS[booking.status] ?? 'confirmed',
    });
  }
}
