/** A party in the queue, as the walk looks at it. */
export interface WaitingParty {
  id: number;
  quantity: number;
  passedOver: number;
}

/** So often others may be seated before a party that does not fit. */
export const MAX_PASSED_OVER = 3;

const SHORTEST_HOLD_MS = 15 * 60_000;

/**
 * Whom the free seats go to, in order: always the first whose party fits. A larger one keeps its place, and once three
 * were seated before it nobody is any more.
 */
export function nextInLine(queue: readonly WaitingParty[], free: number): number[] {
  const seated: number[] = [];
  let left = free;
  let patience = Infinity;
  for (const { id, quantity, passedOver } of queue) {
    if (left === 0 || patience === 0) break;
    if (quantity > left) {
      patience = Math.min(patience, MAX_PASSED_OVER - passedOver);
      continue;
    }
    seated.push(id);
    left -= quantity;
    patience--;
  }
  return seated;
}

/**
 * Until when offered seats are held: `holdMs`, shortened to a quarter of the time left before the start but not below
 * 15 minutes, and never past the deadline.
 */
export function seatOfferExpiresAt(now: Date, offer: { startsAt: Date; closesAt: Date }, holdMs: number): Date {
  const quarter = (offer.startsAt.getTime() - now.getTime()) / 4;
  const lasts = Math.min(holdMs, Math.max(quarter, SHORTEST_HOLD_MS));
  return new Date(Math.min(now.getTime() + lasts, offer.closesAt.getTime()));
}
