import type { Acknowledged } from './booking-load.js';
import { eventually } from './eventually.js';
import { brokenInvariants } from './invariants.js';
import type { SqlConnection } from './sql.js';

/** What a database holds, compared with what clients were told. All zero when every promise was kept. */
export interface Losses {
  /** Answered with 201, and not there. */
  lost: number;
  /** Slots with more than one live booking. (Payments of events are checked elsewhere.) */
  doubled: number;
  /** Bookings whose confirmation was not published exactly once. */
  notPublishedOnce: number;
  /** Published confirmations that the public calendar does not show exactly once. */
  notShownOnce: number;
  /** Kinds of row that must not exist in any state of the database, and do. */
  invariantsBroken: number;
}

/** Waits until every event has reached its listeners, then counts what was lost or done twice. */
export async function lossesOf(
  db: SqlConnection,
  acknowledged: Acknowledged[],
  withinMs = 60_000,
): Promise<Losses> {
  await eventually(
    async () => {
      const open = await db.value('SELECT count(*) FROM platform.outbox WHERE done_at IS NULL');
      if (open > 0) throw new Error(`${open} events have not reached all their listeners.`);
    },
    withinMs,
    200,
  );
  const ids = acknowledged.map(({ bookingId }) => bookingId);
  const slots = acknowledged.map(({ slotId }) => slotId);
  return {
    lost: await db.value(
      `SELECT count(*) FROM unnest($1::bigint[], $2::bigint[]) AS told (id, slot)
       WHERE NOT EXISTS (SELECT FROM booking.bookings b WHERE b.id = told.id AND b.ref_id = told.slot
         AND b.status = 'confirmed')`,
      [ids, slots],
    ),
    doubled: await db.value(
      `SELECT count(*) FROM (SELECT FROM booking.bookings WHERE kind = 'slot' AND status = 'confirmed'
        GROUP BY offer_id HAVING count(*) > 1) twice`,
    ),
    notPublishedOnce: await db.value(
      `SELECT count(*) FROM booking.bookings b LEFT JOIN (
         SELECT (payload->>'bookingId')::bigint AS booking, count(*) AS events FROM platform.outbox
         WHERE name = 'booking.confirmed' GROUP BY 1) published ON published.booking = b.id
       WHERE (b.kind = 'slot' OR b.status = 'confirmed') AND published.events IS DISTINCT FROM 1`,
    ),
    notShownOnce: await db.value(
      `SELECT count(*) FROM booking.bookings b LEFT JOIN (
         SELECT (data->'time_slot'->>'id')::bigint AS slot, count(*) AS frames FROM realtime.feed
         WHERE feed = 'calendar' AND type = 'booking_created' GROUP BY 1) shown ON shown.slot = b.ref_id
       WHERE b.kind = 'slot' AND shown.frames IS DISTINCT FROM 1`,
    ),
    invariantsBroken: Object.keys(await brokenInvariants(db)).length,
  };
}

export function nothingLost(losses: Losses): boolean {
  return Object.values(losses).every((count) => count === 0);
}
