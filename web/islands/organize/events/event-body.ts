import { instantOf, localMinute } from '../../../lib/time.js';
import type { Wire } from '../../../pages/wire.js';
import type { Values } from '../../app/form.js';
import { linesOf, stepsIn } from '../terms.js';

export type HeldEvent = Wire<'EventDetailsResponse'>;
type EventBody = Wire<'EventRequest'>;

const TEXTS = [
  'title',
  'description',
  'location',
  'online_url',
  'price',
  'currency',
  'tax_rate',
  'tags',
] as const;
const TIMES = ['start_date', 'end_date', 'registration_deadline'] as const;
/** What is sent as it is where it is no moment, so that the answer names the field. */
const NO_MOMENT = 'none';

export function valuesOf(event: HeldEvent | null, zone: string): Values {
  if (!event) return { price: '0.00', currency: 'EUR', tax_rate: '0', timezone: zone };
  const { timezone, category, is_online: isOnline, max_attendees: most, refund_policy: steps } = event;
  const texts = TEXTS.map((name) => [name, event[name]]);
  const times = TIMES.map((name) => [name, event[name] === null ? '' : localMinute(event[name], timezone)]);
  return {
    ...Object.fromEntries([...texts, ...times]),
    ...{ timezone, category: category ?? '', is_online: isOnline ? 'true' : '' },
    max_attendees: most === null ? '' : String(most),
    refund_policy: linesOf(steps),
  };
}

/** Times are typed by the clock of the place. */
export function bodyOf(values: Values): EventBody {
  const of = (name: string) => values[name]?.trim() ?? '';
  const zone = of('timezone');
  const moment = (name: string) => (of(name) === '' ? undefined : momentOf(of(name), zone));
  const texts = Object.fromEntries(TEXTS.map((name) => [name, of(name)])) as Pick<
    EventBody,
    (typeof TEXTS)[number]
  >;
  return {
    ...texts,
    category: (of('category') || null) as EventBody['category'] & string,
    is_online: of('is_online') === 'true',
    timezone: zone,
    start_date: moment('start_date') ?? NO_MOMENT,
    end_date: moment('end_date') ?? NO_MOMENT,
    registration_deadline: moment('registration_deadline') ?? null,
    max_attendees: of('max_attendees') === '' ? null : Number(of('max_attendees')),
    refund_policy: stepsIn(of('refund_policy')),
  };
}

export function momentOf(local: string, zone: string): string {
  try {
    return instantOf(local, zone);
  } catch {
    return NO_MOMENT;
  }
}

type Check = readonly [
  name: 'future' | 'order' | 'deadline' | 'text' | 'place' | 'cover' | 'agenda',
  isMet: boolean,
];

/** What must be so before everybody sees it, and what people miss. */
export function checklistOf(event: HeldEvent, now: number): { needed: Check[]; advised: Check[] } {
  const [start, end] = [Date.parse(event.start_date), Date.parse(event.end_date)];
  const deadline = event.registration_deadline === null ? null : Date.parse(event.registration_deadline);
  const hasPlace = event.is_online ? event.online_url !== '' : event.location !== '';
  return {
    needed: [
      ['future', start > now],
      ['order', end > start],
      ['deadline', deadline === null || (deadline > now && deadline <= end)],
    ],
    advised: [
      ['text', event.description.trim() !== ''],
      ['place', hasPlace],
      ['cover', event.cover_image !== null],
      ['agenda', event.sessions.length > 0],
    ],
  };
}
