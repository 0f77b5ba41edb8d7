import { localDate } from '../../lib/time.js';
import type { PageContext } from '../page.js';
import type { Offer } from './booking-body.js';

/** Where in a booking somebody is: all of it stands in the address. */
export interface BookingState {
  month: string;
  day: string | null;
  /** The chosen time, whether it is free or not. */
  start: string | null;
  party: number;
}

interface Asked {
  month?: string | undefined;
  date?: string | undefined;
  start_time?: string | Date | undefined;
}

/** Later ones are in no calendar. */
const LATEST = Date.parse('9999-10-01');
const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const TOKEN = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** The month that is asked for, in the zone; the present one without. */
export function askedMonth({ month, date, start_time }: Asked, zone: string, now: string): string {
  if (month !== undefined && MONTH.test(month)) return month;
  if (date !== undefined && DAY.test(date)) return date.slice(0, 7);
  return localDate(startOf(start_time) ?? now, zone).slice(0, 7);
}

export function stateOf(offer: Offer, page: PageContext): BookingState {
  const asked: Readonly<Record<string, string>> = page.failure ? page.typed : page.query;
  const month = askedMonth(asked, offer.timezone, page.now);
  const start = startOf(asked['start_time']);
  const day = start === null ? dayOf(asked['date'], month, offer) : localDate(start, offer.timezone);
  return { month, day, start, party: partyOf(asked['attendee_count'], offer) };
}

/** An address of this page: of what there is now, but for the changes. */
export function addressOf(
  page: PageContext,
  changes: Readonly<Record<string, string | number | null>>,
): string {
  const kept = Object.fromEntries(KEPT.map((name) => [name, page.query[name]]));
  const parts = Object.entries({ ...kept, ...changes }).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return parts.length > 0 ? `${page.path}?${parts.join('&')}` : page.path;
}

/** Goes along with every step. */
export const KEPT = [
  ...(['embed', 'lang', 'theme', 'timezone', 'duration', 'attendee_count', 'manage_token'] as const),
];

/** Of the booking that gets another time here; in a frame nothing of somebody's own is shown. */
export function movedToken({ query, isEmbedded }: PageContext): string | null {
  const token = query['manage_token'];
  return token !== undefined && TOKEN.test(token) && !isEmbedded ? token : null;
}

function startOf(asked: string | Date | undefined): string | null {
  const at = asked === undefined ? NaN : new Date(asked).getTime();
  return at < LATEST ? new Date(at).toISOString() : null;
}

/** Without a day, the first one that has a free time. */
function dayOf(asked: string | undefined, month: string, { starts }: Offer): string | null {
  if (asked !== undefined && DAY.test(asked) && asked.startsWith(month)) return asked;
  return starts.find(({ day }) => day.startsWith(month))?.day ?? null;
}

function partyOf(asked: string | undefined, { event_type: type }: Offer): number {
  const party = Number(asked ?? 1);
  return Number.isInteger(party) && party >= 1 && party <= type.max_attendees ? party : 1;
}
