import type { EventCard } from '../../collaboration/collaboration.api.js';
import type { EventChange, EventSnapshot } from '../../collaboration/collaboration.events.js';
import type { PublishedEvent } from '../../platform/events/event.js';
import { LocalTimeFormatter } from '../../platform/documents/local-time-formatter.js';
import type { DatedTemplate, NotificationTemplate } from './notification-template.policy.js';

const PLACE = ['location', 'is_online', 'online_url'];

type Previous = EventChange['previous'];

interface Current {
  id: number;
  title: string;
  startsAt: string;
  endsAt: string;
  timezone: string;
  isOnline: boolean;
  location: string;
}

/** What calendars show of an event: time, zone, place or name. */
interface Difference {
  moved: boolean;
  zoned: boolean;
  elsewhere: boolean;
  renamed: boolean;
}

/** Changes of an event, told in the app at once; the mail is `gatheredChange`. */
export function eventChanged({
  id,
  payload,
}: PublishedEvent<EventSnapshot & EventChange>): NotificationTemplate[] {
  if (!isWorthTelling(payload)) return [];
  const { actorId, previous } = payload;
  const template = changeOf(payload, previous, differenceOf(payload));
  return [{ ...template, by: actorId, occurrence: String(id), silent: true }];
}

export function isWorthTelling(event: EventSnapshot & EventChange): boolean {
  return event.state === 'open' && Object.values(differenceOf(event)).some(Boolean);
}

/** All changes of a while as one, from what the event was to what it is: a mail to those who had booked. */
export function gatheredChange(
  change: Pick<EventChange, 'previous' | 'changed' | 'actorId'> & { firstEvent: number; changedAt: Date },
  card: EventCard | undefined,
  at: Date,
): DatedTemplate[] {
  if (!card) return [];
  const { previous, changed, actorId, firstEvent, changedAt } = change;
  const event = { ...card, startsAt: card.startsAt.toISOString(), endsAt: card.endsAt.toISOString() };
  const online = changed.includes('is_online') || changed.includes('online_url');
  const difference = {
    moved: hasMoved(event, previous),
    zoned: hasOtherZone({ ...event, changed, previous }),
    elsewhere: online || (changed.includes('location') && event.location !== previous.location),
    renamed: changed.includes('title') && event.title !== previous.title,
  };
  if (!Object.values(difference).some(Boolean)) return [];
  const { to, ...template } = changeOf(event, previous, difference);
  return [
    {
      ...template,
      to: { ...to, bookedUntil: changedAt },
      by: actorId,
      occurrence: `mail:${firstEvent}`,
      mailOnly: true,
      at,
    },
  ];
}

function differenceOf(event: Current & EventChange): Difference {
  const { previous, changed } = event;
  return {
    moved: hasMoved(event, previous),
    zoned: hasOtherZone(event),
    elsewhere: changed.some((name) => PLACE.includes(name)),
    renamed: changed.includes('title'),
  };
}

function hasMoved({ startsAt, endsAt }: Current, previous: Previous): boolean {
  return startsAt !== previous.startsAt || endsAt !== previous.endsAt;
}

type Change = Pick<EventChange, 'changed' | 'previous'>;

function hasOtherZone({ timezone, changed, previous }: Pick<Current, 'timezone'> & Change): boolean {
  return changed.includes('timezone') && timezone !== previous.timezone;
}

function changeOf(event: Current, previous: Previous, { moved, zoned, elsewhere, renamed }: Difference) {
  const { id, title, startsAt, endsAt } = event;
  return {
    kind: 'event_update' as const,
    to: { participantsOf: id, held: true },
    subject: `event:${id}`,
    event: { id, title },
    relatedId: id,
    link: `/events/${id}`,
    times: { startsAt, endsAt },
    namesRefund: moved || elsewhere,
    title: `New ${moved ? 'time' : zoned ? 'time zone' : elsewhere ? 'place' : 'name'}: ${title}`,
    message: (clock: LocalTimeFormatter) => {
      const time = moved || zoned ? [timesText(event, previous, moved, clock)] : [];
      const place = elsewhere ? [`“${title}” ${takesPlace(event)}.`] : [];
      const name = renamed ? [`What you booked is called “${title}” now.`] : [];
      return [...name, ...time, ...place].join(' ');
    },
    mail: {
      lines: ['Your booking stands. If that does not suit you, please cancel it.'],
      calendar: { method: 'REQUEST' as const, summary: title },
      isSeated: true,
    },
  };
}

function timesText(event: Current, previous: Previous, moved: boolean, clock: LocalTimeFormatter): string {
  const { title, startsAt, endsAt, timezone } = event;
  const before = (there: LocalTimeFormatter) => there.period(previous.startsAt, previous.endsAt);
  const now = clock.at(timezone).period(startsAt, endsAt);
  if (moved) return `“${title}” has a new time: ${now}. It was ${before(clock.at(previous.timezone))} before.`;
  const same = before(new LocalTimeFormatter(null, previous.timezone));
  return `“${title}” goes by another clock now: ${now}. It is the same moment as before, ${same}.`;
}

function takesPlace({ isOnline, location }: Current): string {
  if (location) return `takes place at ${location}`;
  return isOnline ? 'takes place online' : 'has no place yet';
}
