import { Injectable } from '@nestjs/common';
import { BookingApi } from '../../booking/booking.api.js';
import { SalesApi } from '../../booking/sales.api.js';
import { IdentityApi } from '../../identity/identity.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { readFields } from '../../platform/http/fields/read-fields.js';
import { SeeOther } from '../../platform/http/pipeline/json-text.js';
import type { PlatformRequest } from '../../platform/http/request/platform-request.js';
import type { PageBodies } from '../../platform/pages/page.js';
import { Clock } from '../../shared/clock.js';
import { offsetAt } from '../../shared/zoned-time.js';
import { CategoriesQuery, type CategoryResponse } from '../categories/categories.dto.js';
import { CategoriesService } from '../categories/categories.service.js';
import type { TimeSlotResponse } from '../timeslots/timeslot.dto.js';
import { TimeSlotsQuery } from '../timeslots/timeslots.dto.js';
import { TimeslotsQueries } from '../timeslots/timeslots.queries.js';
import {
  CalendarPageQuery,
  dayIn,
  daysAfter,
  mondayOf,
  zoneIn,
  type CalendarForm,
} from './calendar-page.dto.js';

const MOST_SLOTS = 500;
const MOST_CATEGORIES = 100;
const LAST_DAY = 6;

interface CalendarWeek {
  slots: TimeSlotResponse[];
  total: number;
  /** One's own bookings, by their slots. */
  mine: Record<string, number>;
  categories: CategoryResponse[];
  timezone: string;
  /** The day that is asked for, and the Monday of its week. */
  date: string;
  monday: string;
  /** After a week without a free one. */
  next_free: TimeSlotResponse | null;
}

/** A week of time slots as `GET timeslots` gives them; booked and cancelled by forms. */
@Injectable()
export class CalendarPageService implements PageBodies {
  constructor(
    private readonly slots: TimeslotsQueries,
    private readonly categories: CategoriesService,
    private readonly booking: BookingApi,
    private readonly sales: SalesApi,
    private readonly identity: IdentityApi,
    private readonly clock: Clock,
  ) {}

  async read(caller: Caller, query: CalendarPageQuery, chosen: string | null): Promise<CalendarWeek> {
    const timezone = zoneIn(query.timezone) ?? chosen ?? (await this.zoneOf(caller));
    const date = dayIn(query.date) ?? this.todayIn(timezone);
    const monday = mondayOf(date);
    const end_date = daysAfter(monday, LAST_DAY);
    const wanted = {
      ...(query.category && { categories: [query.category] }),
      ...(query.free && { available_only: true }),
    };
    const asked = Object.assign(new TimeSlotsQuery(), { ...wanted, start_date: monday, end_date });
    const { items: slots, total } = await this.slots.first(MOST_SLOTS, asked, timezone, caller.id);
    const own = slots.flatMap(({ id, booked_by_me: isMine }) => (isMine ? id : []));
    const all = Object.assign(new CategoriesQuery(), { page_size: MOST_CATEGORIES });
    const isFree = slots.some(({ is_available: isAvailable }) => isAvailable);
    const later = { ...wanted, available_only: true, start_date: daysAfter(end_date, 1) };
    const [next] = isFree
      ? []
      : (await this.slots.first(1, Object.assign(new TimeSlotsQuery(), later), timezone, caller.id)).items;
    return {
      ...{ slots, total, timezone, date, monday, next_free: next ?? null },
      mine: Object.fromEntries(await this.booking.seatsHeldBy(caller.id, 'slot', own)),
      categories: (await this.categories.list(all)).items,
    };
  }

  /** By the clock that the form was made with. */
  bodyOf({ caller, query, body }: PlatformRequest): Promise<CalendarWeek> {
    const zone = zoneIn((body as { timezone?: unknown }).timezone);
    return this.read(caller!, readFields(CalendarPageQuery, query), zone ?? null);
  }

  /** Refuses as `POST bookings` and `POST bookings/{id}/cancel`. */
  async submit(caller: Caller, query: CalendarPageQuery, form: CalendarForm): Promise<SeeOther> {
    const { time_slot: slot, booking } = form;
    if (slot !== undefined) {
      const { id } = await this.sales.take(caller, slot);
      return new SeeOther(`/bookings/${id}?done=slot`);
    }
    await this.sales.cancel(caller, booking!);
    const asked = new URLSearchParams({ date: query.date ?? '' });
    for (const name of ['category', 'free'] as const) if (query[name]) asked.set(name, query[name]);
    asked.set('done', 'cancelled');
    return new SeeOther(`/calendar?${asked.toString()}`);
  }

  private todayIn(zone: string): string {
    const now = this.clock.millis();
    return new Date(now + offsetAt(zone, now)).toISOString().slice(0, 10);
  }

  private async zoneOf({ id }: Caller): Promise<string> {
    return (await this.identity.contactsOf([id])).get(id)?.timezone ?? 'UTC';
  }
}
