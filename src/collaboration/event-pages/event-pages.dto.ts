import { TextField } from '../../platform/http/fields/fields.js';
import { EventsQuery } from '../event-views/event-list.dto.js';
import { EVENT_CATEGORIES, type EventStatus } from '../model/event.entity.js';

const DAY = /^20\d{2}-\d{2}-\d{2}$/;
const PAGE_SIZE = 24;
const LAST_PAGE = 10_000;
const WHEN: Record<string, EventStatus> = { ongoing: 'ongoing', gone: 'completed' };

/** What a form leaves empty is sent as well, and an address may be typed: what says nothing is passed over. */
export class EventsPageQuery {
  @TextField({ min: 0, max: 200, optional: true })
  search?: string;

  @TextField({ min: 0, max: 200, optional: true })
  category?: string;

  @TextField({ min: 0, max: 200, optional: true })
  where?: string;

  @TextField({ min: 0, max: 200, optional: true })
  when?: string;

  @TextField({ min: 0, max: 200, optional: true })
  from?: string;

  @TextField({ min: 0, max: 200, optional: true })
  to?: string;

  @TextField({ min: 0, max: 200, optional: true })
  page?: string;
}

export function toEventsQuery(asked: EventsPageQuery): EventsQuery & { page: number; page_size: number } {
  const { search, category, where, when, from, to, page } = asked;
  const number = Number(page ?? 1);
  return Object.assign(new EventsQuery(), {
    ...(search && { search }),
    ...(EVENT_CATEGORIES.some((one) => one === category) && { category }),
    ...(where && { is_online: where === 'online' }),
    ...(isDay(from) && { date_from: from }),
    ...(isDay(to) && { date_to: to }),
    status: WHEN[when ?? ''] ?? ('upcoming' as const),
    page: Number.isInteger(number) && number > 0 ? Math.min(number, LAST_PAGE) : 1,
    page_size: PAGE_SIZE,
  });
}

function isDay(text: string | undefined): text is string {
  if (text === undefined || !DAY.test(text)) return false;
  const day = new Date(text);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
