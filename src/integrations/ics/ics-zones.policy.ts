import {
  DAY_MS,
  distantInstantOf,
  firstInstantFrom,
  firstWithin,
  instantOf,
  instantWithin,
  offsetAt,
  type Stretch,
} from '../../shared/zoned-time.js';
import { ianaZone } from '../../shared/zone-names.js';
import {
  parameterOf,
  propertiesOf,
  textOf,
  timeOf,
  timesOf,
  type Component,
  type RuleData,
} from './ics-values.policy.js';
import { startsOf } from './recurrence.policy.js';

const OFFSET = /^([+-])(\d\d):?(\d\d)(?::?(\d\d))?$/;
const MARGIN_MS = 3 * DAY_MS;

/** Wall clocks are milliseconds as if they were UTC. */
export interface WallClock {
  instantOf(wall: number): number;
  /** Where the day begins whose midnight this is. */
  dayFrom(wall: number): number;
  wallOf(instant: number): number;
}

export interface Range {
  from: number;
  until: number;
}

export const UTC_CLOCK: WallClock = {
  instantOf: (wall) => wall,
  dayFrom: (wall) => wall,
  wallOf: (instant) => instant,
};

/** The zones of a file: by the names of IANA and Windows, else as the file itself defines them. */
export class IcsZones {
  private readonly known = new Map<string, WallClock | undefined>();

  constructor(
    private readonly definitions: readonly Component[],
    private readonly range: Range,
  ) {}

  find(tzid: string): WallClock | undefined {
    if (!this.known.has(tzid)) this.known.set(tzid, this.make(tzid));
    return this.known.get(tzid);
  }

  private make(tzid: string): WallClock | undefined {
    const zone = zoneOf(tzid);
    if (zone !== undefined) return clockOfIana(zone, this.range);
    const definition = this.definitions.find((each) => textOf(each, 'tzid') === tzid);
    return definition && clockOfDefinition(definition, this.range);
  }
}

export function clockOfIana(zone: string, { from, until }: Range): WallClock {
  const isNear = (wall: number) => wall > from - MARGIN_MS && wall < until + MARGIN_MS;
  return {
    instantOf: (wall) => (isNear(wall) ? instantOf(zone, wall) : distantInstantOf(zone, wall)),
    dayFrom: (wall) => firstInstantFrom(zone, wall),
    wallOf: (instant) => instant + offsetAt(zone, instant),
  };
}

/** Some write a path before the name, as `/mozilla.org/20050126_1/Europe/Berlin`. */
function zoneOf(tzid: string): string | undefined {
  const parts = tzid.replaceAll('"', '').trim().split('/').filter(Boolean);
  const names = [3, 2, 1].map((length) => parts.slice(-length).join('/'));
  return names.map((name) => ianaZone(name)).find((zone) => zone !== null) ?? undefined;
}

function clockOfDefinition([, , observances]: Component, { from, until }: Range): WallClock | undefined {
  const changes = observances.flatMap((each) => changesOf(each, until)).sort((a, b) => a.at - b.at);
  if (changes.length === 0) return undefined;
  const stretches = changes.map(({ at, offset }, index): Stretch => ({
    from: at,
    until: changes[index + 1]?.at ?? Infinity,
    offset,
  }));
  stretches.unshift({ from: -Infinity, until: changes[0]!.at, offset: changes[0]!.before });
  const near = stretches.filter((each) => each.until > from - MARGIN_MS && each.from < until + MARGIN_MS);
  const around = (wall: number) => (wall > from && wall < until ? near : stretches);
  return {
    instantOf: (wall) => instantWithin(around(wall), wall),
    dayFrom: (wall) => firstWithin(around(wall), wall),
    wallOf: (instant) => instant + stretches.find((each) => instant < each.until)!.offset,
  };
}

function changesOf(observance: Component, until: number): { at: number; offset: number; before: number }[] {
  const start = timeOf(observance, 'dtstart');
  const [before, offset] = ['tzoffsetfrom', 'tzoffsetto'].map((name) => offsetOf(textOf(observance, name)));
  if (!start || before === undefined || offset === undefined) return [];
  const walls = new Set([start.wall]);
  for (const property of propertiesOf(observance, 'rrule')) {
    const rule = property[3] as RuleData & { until?: string };
    const last = rule.until === undefined ? Infinity : Date.parse(rule.until);
    const asked = { from: start.wall, until, isOver: (wall: number) => wall - before > last };
    for (const wall of startsOf(rule, { wall: start.wall, isDate: false }, asked)) walls.add(wall);
  }
  for (const property of propertiesOf(observance, 'rdate'))
    if (parameterOf(property, 'value') !== 'PERIOD') for (const { wall } of timesOf(property)) walls.add(wall);
  return [...walls].map((wall) => ({ at: wall - before, offset, before }));
}

function offsetOf(text: string | undefined): number | undefined {
  const [, sign, hours, minutes, seconds = '0'] = OFFSET.exec(text ?? '') ?? [];
  if (sign === undefined) return undefined;
  const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -ms : ms;
}
