import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Booking } from '../model/booking.entity.js';
import { calendarEntry } from '../offers/calendar-entry.rules.js';

export interface SharedEntry {
  uid: string;
  /** How often the person had booked the same before. */
  earlier: number;
}

const SHARED = prepared(
  'booking-calendar-entry',
  calendarEntry.sharedSql({ offerId: '$offerId', personId: '$personId', bookingId: '$id' }),
);

@Injectable()
export class BookingCalendarQueries {
  constructor(private readonly db: Database) {}

  async sharedEntry({ id, offerId, personId }: Booking): Promise<SharedEntry> {
    const [entry] = await this.db.query<SharedEntry>(SHARED, { id, offerId, personId });
    return entry!;
  }
}
