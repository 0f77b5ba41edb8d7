import type { Sql } from './people.js';

/** Confirmed bookings of an offer in bulk, each of somebody else; answers their ids. */
export async function plantCrowd(db: Sql, kind: string, refId: number, count: number): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    `WITH offer AS (
       UPDATE booking.offers SET taken = taken + $3::integer WHERE kind = $1 AND ref_id = $2 RETURNING *)
     INSERT INTO booking.bookings (kind, status, offer_id, ref_id, person_id, quantity, price_cents, currency,
       starts_at, ends_at, access_token, calendar_uid, registered_at, confirmed_at)
     SELECT CASE kind WHEN 'event' THEN 'ticket' ELSE kind END, 'confirmed', id, ref_id, 1000000 + n, 1, 0,
       currency, starts_at, ends_at, gen_random_uuid(), gen_random_uuid(), created_at, created_at
     FROM offer CROSS JOIN generate_series(1, $3::integer) AS n RETURNING id`,
    [kind, refId, count],
  );
  return rows.map(({ id }) => id);
}

/** Parties that wait for one seat each. */
export async function plantQueue(db: Sql, kind: string, refId: number, count: number): Promise<void> {
  await db.query(
    `WITH offer AS (
       UPDATE booking.offers SET waiting = waiting + $3::integer, waitlist_due_at = starts_at
       WHERE kind = $1 AND ref_id = $2 RETURNING *)
     INSERT INTO booking.waitlist (offer_id, person_id, access_token, quantity, status, joined_at)
     SELECT id, 5000000 + n, gen_random_uuid(), 1, 'waiting', created_at + n * interval '1 millisecond'
     FROM offer CROSS JOIN generate_series(1, $3::integer) AS n`,
    [kind, refId, count],
  );
}

/** A confirmed booking of each of these slots, all of one person. */
export async function plantBookingsOf(db: Sql, personId: number, slots: number[]): Promise<void> {
  await db.query(
    `WITH offer AS (
       UPDATE booking.offers SET taken = taken + 1
       WHERE kind = 'slot' AND ref_id = ANY($2::bigint[]) RETURNING *)
     INSERT INTO booking.bookings (kind, status, offer_id, ref_id, label_id, person_id, quantity, price_cents,
       currency, starts_at, ends_at, access_token, calendar_uid, registered_at, confirmed_at)
     SELECT kind, 'confirmed', id, ref_id, label_id, $1, 1, 0, currency, starts_at, ends_at, gen_random_uuid(),
       gen_random_uuid(), created_at, created_at
     FROM offer`,
    [personId, slots],
  );
}
