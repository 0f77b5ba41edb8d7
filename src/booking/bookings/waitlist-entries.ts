/** CTE: the waitlist entries whose offered bookings the CTE `moved` has confirmed at $2. */
export const CLAIMED = `claimed AS (
  UPDATE booking.waitlist w SET status = 'claimed', ended_at = $2::timestamptz FROM moved
  WHERE w.booking_id = moved.id AND w.status = 'offered' AND moved.status = 'confirmed'
)`;
