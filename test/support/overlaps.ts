/**
 * Pairs of live bookings with a person in common and less than the buffers between them, read from the bookings
 * alone.
 */
export const OVERLAPS = `
  SELECT count(*)::int AS n FROM booking.bookings x JOIN booking.bookings y ON y.id > x.id
    AND y.status IN ('pending', 'confirmed')
    AND (y.person_id IN (x.person_id, x.host_id) OR y.host_id IN (x.person_id, x.host_id))
    AND x.starts_at < y.ends_at + make_interval(mins => greatest(y.buffer_after_minutes,
    x.buffer_before_minutes))
    AND y.starts_at < x.ends_at + make_interval(mins => greatest(x.buffer_after_minutes,
    y.buffer_before_minutes))
  WHERE x.status IN ('pending', 'confirmed')`;
