import { attending, seated } from '../../booking/booking.api.js';
import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import { Database } from '../../platform/database/database.js';
import { pageOf, type Page } from '../../platform/http/lists/lists.js';
import { NotFound } from '../../shared/errors.js';
import { visibleEventRow } from '../event-views/event-rows.queries.js';
import type { EventReader } from '../model/event.access.js';
import { eventBookingsPage, type EventBookingRow } from './event-booking-rows.queries.js';
import type { AttendeeResponse, AttendeesCountResponse, AttendeesQuery } from './ticketing.dto.js';

const ORDER = {
  ordering: { registered_at: 'b.registered_at' },
  default: 'registered_at',
  tiebreak: 'b.booking_id',
};

/** Who comes: with everything for who runs the event, names for those who come too, a number for others. */
@Injectable()
export class AttendeesQueries {
  constructor(
    private readonly db: Database,
    private readonly identity: IdentityApi,
  ) {}

  /** Three statements, however long the page. Refuses with `NotFound`. */
  async list(
    eventId: number,
    query: AttendeesQuery,
    reader: EventReader,
  ): Promise<Page<AttendeeResponse> | AttendeesCountResponse> {
    const seen = await visibleEventRow(this.db, eventId, reader);
    if (!seen) throw new NotFound('The event');
    const { event, confirmed, takesPart } = seen;
    const runsIt = reader !== null && event.isOrganizedBy(reader);
    if (!runsIt && !takesPart) return { count: confirmed };
    const statuses = (runsIt ? seated : attending).statuses;
    const page = await eventBookingsPage(this.db, { eventId, statuses }, pageOf(query, ORDER));
    const { items: rows, ...count } = page;
    const people = await this.identity.people(rows.map(({ personId }) => personId));
    const items = rows.map((row) => toAttendee(row, people.get(row.personId)?.fullName ?? '', runsIt));
    return { items, ...count };
  }
}

function toAttendee(row: EventBookingRow, name: string, runsIt: boolean): AttendeeResponse {
  const person = { user: row.personId, user_name: name };
  if (!runsIt) return person;
  return {
    id: row.id,
    ...person,
    number_of_tickets: row.quantity,
    status: row.status,
    checked_in_at: row.checkedInAt,
    registered_at: row.registeredAt,
  };
}
