import { offsetMinutes } from './time.js';

/** At least one for every hour of the day; an island offers them all. */
const COMMON = [
  ...['Pacific/Honolulu', 'America/Anchorage', 'America/Los_Angeles', 'America/Denver', 'America/Chicago'],
  ...['America/New_York', 'America/Halifax', 'America/St_Johns', 'America/Sao_Paulo', 'Atlantic/Azores'],
  ...['UTC', 'Europe/London', 'Europe/Lisbon', 'Europe/Madrid', 'Europe/Paris', 'Europe/Berlin', 'Europe/Rome'],
  ...['Africa/Lagos', 'Europe/Athens', 'Africa/Cairo', 'Africa/Johannesburg', 'Europe/Istanbul'],
  ...['Africa/Nairobi', 'Asia/Tehran', 'Asia/Dubai', 'Asia/Kabul', 'Asia/Karachi', 'Asia/Kolkata'],
  ...['Asia/Kathmandu', 'Asia/Dhaka', 'Asia/Yangon', 'Asia/Bangkok', 'Asia/Singapore', 'Asia/Shanghai'],
  ...['Australia/Perth', 'Asia/Tokyo', 'Australia/Adelaide', 'Australia/Brisbane', 'Australia/Sydney'],
  ...['Pacific/Auckland', 'Pacific/Tongatapu'],
];

/** From west to east, those that are `needed` among them. */
export function zoneChoices(needed: readonly string[], instant: string, all?: readonly string[]): string[] {
  const zones = [...new Set([...(all ?? COMMON), ...needed])];
  const placed = zones.map((zone) => [zone, offsetMinutes(zone, instant)] as const);
  return placed.sort(([a, x], [b, y]) => x - y || a.localeCompare(b, 'en')).map(([zone]) => zone);
}
