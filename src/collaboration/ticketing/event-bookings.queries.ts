import { Injectable, type StreamableFile } from '@nestjs/common';
import { live, nextStep, type BookingResponse } from '../../booking/booking.api.js';
import { toRefundQuote, wholeRefundQuote } from '../../booking/sales.api.js';
import { IdentityApi } from '../../identity/identity.api.js';
import { Database } from '../../platform/database/database.js';
import { csvFile, type Cells } from '../../platform/documents/csv-file.js';
import { pageOf, type Page } from '../../platform/http/lists/lists.js';
import { decimalFrom } from '../../shared/money.js';
import { NotTheOrganizer } from '../collaboration.errors.js';
import { EventAccess, type EventReader } from '../model/event.access.js';
import type { Event } from '../model/event.entity.js';
import { eventBookingBatches, eventBookingsPage, type EventBookingRow } from './event-booking-rows.queries.js';
import type { EventBookingsQuery } from './ticketing.dto.js';

const ROWS_AT_A_TIME = 1000;
const ORDER = {
  ordering: { registered_at: 'b.registered_at' },
  default: '-registered_at',
  tiebreak: 'b.booking_id',
};

const CELLS: Record<string, (row: EventBookingRow, name: string, event: Event) => string | number> = {
  id: ({ id }) => id,
  user_name: (_, name) => name,
  status: ({ status }) => status,
  number_of_tickets: ({ quantity }) => quantity,
  total_price: ({ priceCents }) => decimalFrom(priceCents),
  paid: ({ paidCents }) => decimalFrom(paidCents),
  refunded: ({ refundedCents }) => decimalFrom(refundedCents),
  currency: (_row, _name, { currency }) => currency,
  special_requirements: ({ specialRequirements }) => specialRequirements,
  registered_at: ({ registeredAt }) => toText(registeredAt),
  confirmed_at: ({ confirmedAt }) => toText(confirmedAt),
  cancelled_at: ({ cancelledAt }) => toText(cancelledAt),
  checked_in_at: ({ checkedInAt }) => toText(checkedInAt),
};

/** The bookings of an event, for who runs it. */
@Injectable()
export class EventBookingsQueries {
  constructor(
    private readonly db: Database,
    private readonly access: EventAccess,
    private readonly identity: IdentityApi,
  ) {}

  /** Three statements, however long the page. Refuses with `NotFound` and `NotTheOrganizer`. */
  async list(eventId: number, query: EventBookingsQuery, reader: EventReader): Promise<Page<BookingResponse>> {
    const event = await this.getOwn(eventId, reader);
    const { items: rows, ...count } = await eventBookingsPage(
      this.db,
      selectionOf(event, query),
      pageOf(query, ORDER),
    );
    const names = await this.namesOf(rows);
    return { items: rows.map((row) => toBookingResponse(event, row, names.get(row.personId) ?? '')), ...count };
  }

  /** The whole list as CSV, written as it is read. Refuses like `list`. */
  async csv(eventId: number, query: EventBookingsQuery, reader: EventReader): Promise<StreamableFile> {
    const event = await this.getOwn(eventId, reader);
    return csvFile(`event-${event.id}-bookings.csv`, Object.keys(CELLS), this.rows(event, query));
  }

  private async *rows(event: Event, query: EventBookingsQuery): AsyncGenerator<Cells[]> {
    for await (const rows of eventBookingBatches(this.db, selectionOf(event, query), ROWS_AT_A_TIME)) {
      const names = await this.namesOf(rows);
      yield rows.map((row) =>
        Object.values(CELLS).map((cell) => cell(row, names.get(row.personId) ?? '', event)),
      );
    }
  }

  private async getOwn(eventId: number, reader: EventReader): Promise<Event> {
    const event = await this.access.getVisible(this.db, eventId, reader);
    if (!reader || !event.isOrganizedBy(reader)) throw new NotTheOrganizer();
    return event;
  }

  private async namesOf(rows: EventBookingRow[]): Promise<Map<number, string>> {
    const people = await this.identity.people(rows.map(({ personId }) => personId));
    return new Map([...people].map(([id, { fullName }]) => [id, fullName]));
  }
}

function selectionOf(event: Event, { status }: EventBookingsQuery) {
  return { eventId: event.id, statuses: status ? [status] : null };
}

function toText(instant: Date | null): string {
  return instant?.toISOString() ?? '';
}

function toBookingResponse(event: Event, row: EventBookingRow, userName: string): BookingResponse {
  const quote = live.has(row.status) ? wholeRefundQuote(row) : null;
  return {
    id: row.id,
    kind: 'ticket',
    event: event.id,
    event_title: event.title,
    user: row.personId,
    user_name: userName,
    status: row.status,
    number_of_tickets: row.quantity,
    total_price: decimalFrom(row.priceCents),
    currency: event.currency,
    special_requirements: row.specialRequirements,
    time_slot: null,
    appointment: null,
    start_time: row.startsAt,
    end_time: row.endsAt,
    expires_at: row.status === 'pending' ? row.expiresAt : null,
    next: nextStep({ ...row, awaitsHost: false }, false),
    refund_quote: quote && toRefundQuote(quote),
    checked_in_at: row.checkedInAt,
    registered_at: row.registeredAt,
    confirmed_at: row.confirmedAt,
    cancelled_at: row.cancelledAt,
    created_at: row.registeredAt,
  };
}
