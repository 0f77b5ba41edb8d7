import type { TicketedBody } from './event-body.js';

export type Stage = 'draft' | 'on_sale' | 'full' | 'closed' | 'ongoing' | 'over' | 'cancelled';

/** What can be done about tickets at all, whoever asks. */
export function stageOf({ event, at }: Pick<TicketedBody, 'event' | 'at'>): Stage {
  if (event.status === 'draft' || event.status === 'cancelled') return event.status;
  if (event.status === 'completed') return 'over';
  if (event.is_registration_open) return 'on_sale';
  if (event.status === 'ongoing') return 'ongoing';
  const closes = event.registration_deadline ?? event.start_date;
  return Date.parse(at) < Date.parse(closes) ? 'full' : 'closed';
}

const FEW = 5;
const FEW_SHARE = 0.1;

export function isLastSeats({ available_spots: left, max_attendees: all }: TicketedBody['event']): boolean {
  return left !== null && all !== null && left > 0 && left <= Math.max(FEW, all * FEW_SHARE);
}
