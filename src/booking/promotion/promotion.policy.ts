export interface WaitingParty {
  id: number;
  quantity: number;
  passedOver: number;
}

export const MAX_PASSED_OVER = 3;

const SHORTEST_HOLD_MS = 15 * 60_000;

/** Seats go to the first party that fits; a larger one is passed over three times at most. */
export function nextInLine(queue: readonly WaitingParty[], free: number): number[] {
  const seated: number[] = [];
  let left = free;
  let skipsLeft = Infinity;
  for (const { id, quantity, passedOver } of queue) {
    if (left === 0 || skipsLeft === 0) break;
    if (quantity > left) {
      skipsLeft = Math.min(skipsLeft, MAX_PASSED_OVER - passedOver);
      continue;
    }
    seated.push(id);
    left -= quantity;
    skipsLeft--;
  }
  return seated;
}

/** `holdMs`, or a quarter of the time before the start (15 minutes at least), never past the deadline. */
export function seatOfferExpiresAt(now: Date, offer: { startsAt: Date; closesAt: Date }, holdMs: number): Date {
  const quarter = (offer.startsAt.getTime() - now.getTime()) / 4;
  const lasts = Math.min(holdMs, Math.max(quarter, SHORTEST_HOLD_MS));
  return new Date(Math.min(now.getTime() + lasts, offer.closesAt.getTime()));
}
