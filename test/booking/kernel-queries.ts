import type { Kernel } from '../support/kernel.js';

/** The events of a booking, in order. */
export async function eventsOf(kernel: Kernel, bookingId: number): Promise<string[]> {
  const rows = await kernel.db.query<{ name: string }>(
    `SELECT name FROM platform.outbox WHERE (payload->>'bookingId')::bigint = $1 ORDER BY id`,
    [bookingId],
  );
  return rows.map(({ name }) => name);
}

export async function seatsTaken(kernel: Kernel, slot: number): Promise<number> {
  const [offer] = await kernel.db.query<{ taken: number }>(
    `SELECT taken FROM booking.offers WHERE kind = 'slot' AND ref_id = $1`,
    [slot],
  );
  return offer!.taken;
}

/** The code of the refusal, or `done`. */
export const codeOf = (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );

/** As while one party waits for seats of the offer, although there are some. */
export async function keepForWaitlist(kernel: Kernel, refId: number, isKept: boolean): Promise<void> {
  await kernel.db.query(
    `UPDATE booking.offers SET waiting = $2, waitlist_due_at = CASE WHEN $2 > 0 THEN starts_at END
     WHERE ref_id = $1`,
    [refId, isKept ? 1 : 0],
  );
}
