import { Injectable } from '@nestjs/common';
import { BookingApi, live } from '../../booking/booking.api.js';
import { IdentityApi } from '../../identity/identity.api.js';
import { Database } from '../../platform/database/database.js';
import { pageOf, type Page, type PageRequest } from '../../platform/http/lists/lists.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { endOfDay, startOfDay } from '../../shared/local-days.js';
import { SlotSelection, slotRow } from './slot-selection.queries.js';
import {
  MAX_CAPACITY,
  type AdminTimeSlotResponse,
  type AdminTimeSlotsQuery,
  type SlotBookingResponse,
  type TimeSlotsQuery,
} from './timeslots.dto.js';
import { toTimeSlotResponse, type SlotOffer, type TimeSlotResponse } from './timeslot.dto.js';

const BOOKINGS_PER_LISTED_SLOT = 100;
const ORDER = { ordering: { start_time: 't.starts_at' }, default: 'start_time', tiebreak: 't.id' };

/** Reads of the calendar: at most three statements, however long the page. */
@Injectable()
export class TimeslotsQueries {
  constructor(
    private readonly db: Database,
    private readonly booking: BookingApi,
    private readonly identity: IdentityApi,
    private readonly clock: Clock,
  ) {}

  /** Days are days of `zone`; all filters combine. */
  list(query: TimeSlotsQuery, zone: string, callerId: number): Promise<Page<TimeSlotResponse>> {
    return this.find(query, zone, callerId, pageOf(query, ORDER));
  }

  /** As `list`, the first `most` of them. */
  first(most: number, query: TimeSlotsQuery, zone: string, callerId: number): Promise<Page<TimeSlotResponse>> {
    return this.find(query, zone, callerId, { ...pageOf(query, ORDER), limit: most });
  }

  async listForAdmin(
    query: AdminTimeSlotsQuery,
    zone: string,
    callerId: number,
  ): Promise<Page<AdminTimeSlotResponse>> {
    const selection = new SlotSelection(this.clock.now());
    restrictToDays(selection, query, zone);
    if (query.category) selection.inCategory(query.category);
    if (query.status) selection.only(query.status);
    const { items: rows, ...count } = await selection.slots(this.db, pageOf(query, ORDER));
    return { items: await this.withBookings(rows, callerId, BOOKINGS_PER_LISTED_SLOT), ...count };
  }

  /** One slot as admins see it; refuses with `NotFound`. */
  async getForAdmin(id: number, callerId: number): Promise<AdminTimeSlotResponse> {
    const [slot] = await this.withBookings(await slotRow(this.db, id), callerId, MAX_CAPACITY);
    if (!slot) throw new NotFound('The time slot');
    return slot;
  }

  private async find(
    query: TimeSlotsQuery,
    zone: string,
    callerId: number,
    page: PageRequest,
  ): Promise<Page<TimeSlotResponse>> {
    const now = this.clock.now();
    const selection = new SlotSelection(now);
    restrictToDays(selection, query, zone);
    if (query.categories) selection.inCategoriesNamed(query.categories);
    if (query.available_only) selection.only('available');
    const { items: rows, ...count } = await selection.slots(this.db, page);
    const ids = rows.map(({ refId }) => refId);
    const mine = await this.booking.seatsHeldBy(callerId, 'slot', ids);
    return { items: rows.map((row) => toTimeSlotResponse(row, mine.has(row.refId), now)), ...count };
  }

  private async withBookings(
    rows: SlotOffer[],
    callerId: number,
    mostBookings: number,
  ): Promise<AdminTimeSlotResponse[]> {
    const now = this.clock.now();
    const ids = rows.map(({ refId }) => refId);
    const holders = await this.booking.seatHoldersOf('slot', ids, {
      at: now,
      most: mostBookings,
      firstOf: callerId,
    });
    const people = await this.identity.people([...new Set(holders.map(({ personId }) => personId))]);
    const bySlot = new Map<number, SlotBookingResponse[]>(rows.map(({ refId }) => [refId, []]));
    for (const { id, refId, personId, status } of holders) {
      const user = { id: personId, username: people.get(personId)?.username ?? '' };
      bySlot.get(refId)!.push({ id, user, status });
    }
    return rows.map((row) => {
      const bookings = bySlot.get(row.refId)!;
      const isMine = bookings.some(({ user, status }) => user.id === callerId && live.has(status));
      return { ...toTimeSlotResponse(row, isMine, now), bookings };
    });
  }
}

interface Days {
  date?: string;
  start_date?: string;
  end_date?: string;
}

function restrictToDays(selection: SlotSelection, { date, start_date, end_date }: Days, zone: string): void {
  const from = (day?: string) => day && startOfDay(day, zone);
  const to = (day?: string) => day && endOfDay(day, zone);
  selection
    .and('t.starts_at >= $from AND t.starts_at < $to', { from: from(date), to: to(date) })
    .and('t.starts_at >= $firstDay', { firstDay: from(start_date) })
    .and('t.starts_at < $lastDay', { lastDay: to(end_date) });
}
