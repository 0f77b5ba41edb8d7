interface Entry {
  changes: number;
  earlier: number;
  isCancelled: boolean;
}

/** One UID for a person and an offer of `kind`, however often it is booked; other bookings have their own. */
export const calendarEntry = {
  sequence: ({ changes, earlier, isCancelled }: Entry): number => changes + 2 * earlier + (isCancelled ? 1 : 0),
  sql: (b: string, kind: string): string => `LATERAL (
    SELECT coalesce((array_agg(f.calendar_uid ORDER BY f.id))[1], ${b}.calendar_uid) AS uid,
      (count(*) FILTER (WHERE f.id < ${b}.booking_id))::integer AS earlier
    FROM booking.bookings f
    WHERE ${b}.kind = '${kind}' AND f.offer_id = ${b}.offer_id AND f.person_id = ${b}.person_id)`,
};
