import { formatMoment, zoneLabel } from '../../lib/time.js';
import type { PageProps } from '../page.js';
import type { GatheringBody } from './event-body.js';

export type GatheringProps = PageProps<GatheringBody>;

export function isComing({ event, me }: GatheringBody): boolean {
  return event.participants.some(({ id }) => id === me);
}

export function isOver({ event }: GatheringBody): boolean {
  return event.status === 'completed' || event.status === 'cancelled';
}

/** By the reader's clock where it is known, else by the event's. */
export function momentIn({ body, page }: GatheringProps, at: string): string {
  const zone = page.zone ?? body.event.timezone;
  return `${formatMoment(at, zone, page.language)}, ${zoneLabel(zone, at)}`;
}
