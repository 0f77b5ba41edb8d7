import type { Interval } from '../calendars/calendar-provider.rules.js';
import {
  broken,
  dayOf,
  durationOf,
  parameterOf,
  periodsOf,
  propertiesOf,
  textOf,
  timeOf,
  timesOf,
  type Component,
  type IcsDuration,
  type IcsTime,
  type RuleData,
} from './ics-values.policy.js';
import { UTC_CLOCK, type IcsZones, type Range, type WallClock } from './ics-zones.policy.js';
import { startsOf } from './recurrence.policy.js';
import { DAY_MS } from '../../shared/zoned-time.js';

export interface EventContext {
  zones: IcsZones;
  /** For all-day and floating times. */
  clock: WallClock;
  range: Range;
  /** Of the owner, in small letters: whose refusal counts. */
  addresses: ReadonlySet<string>;
}

/** Instants, and dates of the wall clock that stand for whatever begins on them. */
class Named {
  readonly instants = new Set<number>();
  readonly days = new Set<number>();

  has(wall: number, instant: number): boolean {
    return this.instants.has(instant) || this.days.has(dayOf(wall));
  }
}

/** One VEVENT as written; refuses with `BrokenEvent` what it cannot mean. */
export class IcsEvent {
  readonly uid: string;
  readonly isBusy: boolean;
  readonly sequence: number;
  readonly stamp: string;
  /** The instance that it stands for, of a series of the same UID. */
  readonly replaces: IcsTime | undefined;
  private readonly start: IcsTime;
  private readonly clock: WallClock;
  private readonly lasts: { nominal: IcsDuration } | { exact: number };

  constructor(
    private readonly component: Component,
    private readonly context: EventContext,
  ) {
    this.start = timeOf(component, 'dtstart') ?? broken('it has no start');
    this.clock = this.clockOf(this.start);
    this.uid = textOf(component, 'uid') ?? '';
    this.sequence = Number(textOf(component, 'sequence') ?? 0) || 0;
    this.stamp = textOf(component, 'dtstamp') ?? '';
    this.replaces = timeOf(component, 'recurrence-id');
    this.isBusy = !this.isFree();
    this.lasts = this.length();
  }

  get isSeries(): boolean {
    return ['rrule', 'rdate'].some((name) => propertiesOf(this.component, name).length > 0);
  }

  /** Of the event itself, without what it recurs. */
  get at(): Interval {
    return this.intervalFrom(this.start.wall);
  }

  /** All of it within the range; `replaced` are the instances that events of their own stand for. */
  intervals(replaced: readonly IcsEvent[]): Interval[] {
    const left = this.leftOut(replaced);
    const found = this.starts()
      .map((wall) => [wall, this.intervalFrom(wall)] as const)
      .filter(([wall, [from]]) => !left.has(wall, from))
      .map(([, interval]) => interval);
    for (const property of propertiesOf(this.component, 'rdate'))
      if (property[2] === 'period')
        for (const { start, end } of periodsOf(property)) {
          const from = this.instantOf(start);
          if (!left.has(this.clock.wallOf(from), from)) found.push([from, this.endOf(start, end)]);
        }
    return found;
  }

  private starts(): number[] {
    const { range } = this.context;
    const reach =
      'exact' in this.lasts ? this.lasts.exact : this.lasts.nominal.days * DAY_MS + this.lasts.nominal.ms;
    const asked = { from: range.from - reach - 2 * DAY_MS, until: range.until + 2 * DAY_MS };
    const walls = new Set([this.start.wall]);
    const exceptions = new Set<number>();
    for (const name of ['rrule', 'exrule'])
      for (const property of propertiesOf(this.component, name)) {
        const rule = property[3] as RuleData & { until?: string };
        const first = { wall: this.start.wall, isDate: this.start.kind === 'date' };
        const found = startsOf(rule, first, { ...asked, isOver: this.ending(rule.until) });
        for (const wall of found) (name === 'rrule' ? walls : exceptions).add(wall);
      }
    for (const property of propertiesOf(this.component, 'rdate'))
      if (property[2] !== 'period') for (const time of timesOf(property)) walls.add(this.wallOf(time));
    return [...walls].filter((wall) => wall >= asked.from && wall <= asked.until && !exceptions.has(wall));
  }

  /** An UNTIL in UTC is an instant, another of the wall clock, a date the whole of it; all are included. */
  private ending(until: string | undefined): (wall: number) => boolean {
    if (until === undefined) return () => false;
    const [last] = timesOf(['until', {}, 'date-time', until]);
    const { kind, wall: end } = last!;
    if (kind === 'date') return (wall) => dayOf(wall) > dayOf(end);
    return kind === 'utc' ? (wall) => this.instantFrom(wall) > end : (wall) => wall > end;
  }

  private leftOut(replaced: readonly IcsEvent[]): Named {
    const named = new Named();
    const exceptions = propertiesOf(this.component, 'exdate').flatMap(timesOf);
    for (const time of [...exceptions, ...replaced.map((each) => each.replaces!)])
      if (time.kind === 'date') named.days.add(dayOf(time.wall));
      else named.instants.add(this.instantOf(time));
    return named;
  }

  private isFree(): boolean {
    const is = (name: string, value: string) => textOf(this.component, name)?.toUpperCase() === value;
    if (is('transp', 'TRANSPARENT') || is('status', 'CANCELLED')) return true;
    return propertiesOf(this.component, 'attendee').some(
      (each) =>
        parameterOf(each, 'partstat')?.toUpperCase() === 'DECLINED' &&
        this.context.addresses.has(
          String(each[3])
            .replace(/^mailto:/i, '')
            .toLowerCase(),
        ),
    );
  }

  private length(): { nominal: IcsDuration } | { exact: number } {
    const isDate = this.start.kind === 'date';
    const end = timeOf(this.component, 'dtend');
    if (!end) {
      const duration = textOf(this.component, 'duration');
      if (duration !== undefined) return { nominal: durationOf(duration) };
      return isDate ? { nominal: { days: 1, ms: 0 } } : { exact: 0 };
    }
    if (isDate !== (end.kind === 'date')) return broken('its start and its end are not of one kind');
    const length = isDate ? end.wall - this.start.wall : this.instantOf(end) - this.instantOf(this.start);
    if (length < 0) return broken('it ends before it starts');
    return isDate ? { nominal: { days: Math.max(1, length / DAY_MS), ms: 0 } } : { exact: length };
  }

  private intervalFrom(wall: number): Interval {
    const from = this.instantFrom(wall);
    return [from, 'exact' in this.lasts ? from + this.lasts.exact : this.after(wall, this.lasts.nominal)];
  }

  private endOf(start: IcsTime, end: IcsTime | IcsDuration): number {
    return 'kind' in end ? this.instantOf(end) : this.after(this.wallOf(start), end);
  }

  private after(wall: number, { days, ms }: IcsDuration): number {
    return this.instantFrom(wall + days * DAY_MS) + ms;
  }

  private instantFrom(wall: number): number {
    return this.start.kind === 'date' ? this.clock.dayFrom(wall) : this.clock.instantOf(wall);
  }

  private instantOf(time: IcsTime): number {
    const clock = this.clockOf(time);
    return time.kind === 'date' ? clock.dayFrom(time.wall) : clock.instantOf(time.wall);
  }

  /** By this event's clock; a bare date among times is at the hour of the first. */
  private wallOf(time: IcsTime): number {
    if (time.kind === this.start.kind && time.tzid === this.start.tzid) return time.wall;
    if (time.kind === 'date') return time.wall + (this.start.wall - dayOf(this.start.wall) * DAY_MS);
    return this.clock.wallOf(this.instantOf(time));
  }

  private clockOf({ kind, tzid }: IcsTime): WallClock {
    if (kind === 'utc') return UTC_CLOCK;
    if (kind === 'date' || tzid === undefined) return this.context.clock;
    return this.context.zones.find(tzid) ?? broken(`nobody knows its zone "${tzid.slice(0, 60)}"`);
  }
}
