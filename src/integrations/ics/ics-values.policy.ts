import type ICAL from 'ical.js';
import { DAY_MS } from '../../shared/zoned-time.js';

export type Component = [name: string, properties: Property[], components: Component[]];
export type Property = [
  name: string,
  parameters: Record<string, string | string[]>,
  type: string,
  ...values: unknown[],
];
export type RuleData = Parameters<typeof ICAL.Recur.fromData>[0];

/** Why one event cannot be read, for people. */
export class BrokenEvent extends Error {}

/** A date, a time of a zone's wall clock, or an instant; `wall` is milliseconds as if it were UTC. */
export interface IcsTime {
  kind: 'date' | 'local' | 'utc';
  wall: number;
  tzid?: string;
}

export interface IcsDuration {
  days: number;
  ms: number;
}

const TIME = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(Z?))?$/;
const DURATION = /^([+-]?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const PERIOD_PARTS = 2;

export function propertiesOf([, properties]: Component, name: string): Property[] {
  return properties.filter(([each]) => each === name);
}

export function textOf(component: Component, name: string): string | undefined {
  const [property] = propertiesOf(component, name);
  return property === undefined ? undefined : String(property[3]);
}

export function parameterOf([, parameters]: Property, name: string): string | undefined {
  const value = parameters[name];
  return Array.isArray(value) ? value[0] : value;
}

export function timesOf(property: Property): IcsTime[] {
  return property.slice(3).map((value) => toTime(value, property));
}

export function timeOf(component: Component, name: string): IcsTime | undefined {
  const [property] = propertiesOf(component, name);
  return property && toTime(property[3], property);
}

export function durationOf(text: string): IcsDuration {
  const [, sign, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] =
    DURATION.exec(text) ?? broken('its duration is none');
  const wholeDays = Number(weeks) * 7 + Number(days);
  const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  if (sign === '-' && (wholeDays > 0 || ms > 0)) broken('its duration is negative');
  return { days: wholeDays, ms };
}

/** Of an RDATE with a length of its own. */
export function periodsOf(property: Property): { start: IcsTime; end: IcsTime | IcsDuration }[] {
  return property.slice(3).map((value) => {
    if (!Array.isArray(value) || value.length !== PERIOD_PARTS) return broken('a period of it is none');
    const [from, until] = (value as unknown[]).map(String);
    const end = /^[+-]?P/.test(until!) ? durationOf(until!) : toTime(until, property);
    return { start: toTime(from, property), end };
  });
}

export function broken(reason: string): never {
  throw new BrokenEvent(reason);
}

/** The library takes any digits for a time. */
function toTime(value: unknown, property: Property): IcsTime {
  const [text, ...parts] = TIME.exec(String(value)) ?? [];
  if (text === undefined) return broken(`its ${property[0]} is no time`);
  const [year, month, day, hour = 0, minute = 0, second = 0] = parts
    .slice(0, 6)
    .map((part) => Number(part ?? 0));
  const date = new Date(0).setUTCFullYear(year!, month! - 1, day);
  const isReal = new Date(date).getUTCDate() === day && new Date(date).getUTCMonth() === month! - 1;
  if (!isReal || hour > 23 || minute > 59 || second > 60) broken(`its ${property[0]} is no time`);
  if (parts[3] === undefined) return { kind: 'date', wall: date };
  const wall = date + ((hour * 60 + minute) * 60 + second) * 1000;
  if (parts[6] === 'Z') return { kind: 'utc', wall };
  return { kind: 'local', wall, tzid: parameterOf(property, 'tzid') };
}

export function dayOf(wall: number): number {
  return Math.floor(wall / DAY_MS);
}
