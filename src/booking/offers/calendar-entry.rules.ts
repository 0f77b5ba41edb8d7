interface Entry {
  changes: number;
  earlier: number;
  isCancelled: boolean;
}

/** SQL of a booking, a person and the offer that they may have booked before. */
interface BookedAgain {
  bookingId: string;
  personId: string;
  offerId: string;
}

/** One UID for a person and an offer of `kind`, however often it is booked; other bookings have their own. */
export const calendarEntry = {
  sequence: ({ changes, earlier, isCancelled }: Entry): number => changes + 2 * earlier + (isCancelled ? 1 : 0),
  sharedSql: ({ bookingId, personId, offerId }: BookedAgain): string => `
    SELECT (array_agg(f.calendar_uid ORDER BY f.id))[1] AS uid,
      (count(*) FILTER (WHERE f.id < ${bookingId}))::integer AS earlier
    FROM booking.bookings f WHERE f.offer_id = ${offerId} AND f.person_id = ${personId}`,
  sql: (b: string, kind: string): string => `LATERAL (
    SELECT coalesce(shared.uid, ${b}.calendar_uid) AS uid, shared.earlier FROM (${calendarEntry.sharedSql({
      ...{ bookingId: `${b}.booking_id`, personId: `${b}.person_id`, offerId: `${b}.offer_id` },
    })} AND ${b}.kind = '${kind}') shared)`,
};
