import type { EventTerms } from './event-terms.policy.js';

/** Names of the terms on the wire, by which `EventChanged` lists them. */
const WIRE_NAMES: Record<keyof EventTerms, string> = {
  title: 'title',
  description: 'description',
  category: 'category',
  location: 'location',
  isOnline: 'is_online',
  onlineUrl: 'online_url',
  tags: 'tags',
  visibility: 'visibility',
  startsAt: 'start_date',
  endsAt: 'end_date',
  timezone: 'timezone',
  registrationDeadline: 'registration_deadline',
  capacity: 'max_attendees',
  priceCents: 'price',
  currency: 'currency',
  taxRate: 'tax_rate',
  refundPolicy: 'refund_policy',
};
const IN_CALENDARS = ['title', 'description', 'location', 'online_url', 'start_date', 'end_date', 'timezone'];

export function changedFields(before: EventTerms, terms: EventTerms): string[] {
  const names = Object.keys(WIRE_NAMES) as (keyof EventTerms)[];
  return names.filter((name) => plain(before[name]) !== plain(terms[name])).map((name) => WIRE_NAMES[name]);
}

export function showsInCalendars(changed: string[]): boolean {
  return changed.some((name) => IN_CALENDARS.includes(name));
}

/** It takes place elsewhere, or online instead of on site. */
export function isElsewhere(changed: string[]): boolean {
  return changed.includes('location') || changed.includes('is_online');
}

function plain(value: unknown): unknown {
  if (value instanceof Date) return value.getTime();
  return typeof value === 'object' ? JSON.stringify(value) : value;
}
