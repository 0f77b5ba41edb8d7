/**
 * Pairs of live bookings with a person in common and less than the buffers between them, read from the bookings
 * alone. Buffers are the host's; the bookings of a session share its host's time.
 */
export const OVERLAPS = `
  SELECT count(DISTINCT (x.id, y.id))::int AS n FROM booking.bookings x
  CROSS JOIN LATERAL (VALUES (x.person_id), (x.host_id)) AS who (id)
  JOIN booking.bookings y ON y.id > x.id AND y.status IN ('pending', 'confirmed')
    AND who.id IN (y.person_id, y.host_id)
    AND (x.offer_id IS NULL OR x.offer_id IS DISTINCT FROM y.offer_id OR who.id <> x.host_id)
  CROSS JOIN LATERAL (SELECT
    make_interval(mins => CASE WHEN who.id = x.host_id THEN x.buffer_before_minutes ELSE 0 END) AS x_before,
    make_interval(mins => CASE WHEN who.id = x.host_id THEN x.buffer_after_minutes ELSE 0 END) AS x_after,
    make_interval(mins => CASE WHEN who.id = y.host_id THEN y.buffer_before_minutes ELSE 0 END) AS y_before,
    make_interval(mins => CASE WHEN who.id = y.host_id THEN y.buffer_after_minutes ELSE 0 END) AS y_after) gaps
  WHERE x.status IN ('pending', 'confirmed')
    AND x.starts_at < y.ends_at + greatest(y_after, x_before)
    AND y.starts_at < x.ends_at + greatest(x_after, y_before)`;
