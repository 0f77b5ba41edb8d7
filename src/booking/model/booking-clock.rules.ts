/** SQL of `Booking.completesAt`. */
export const completesAt = (b: string): string =>
  `(${b}.ends_at + CASE ${b}.kind WHEN 'meeting' THEN interval '24 hours' ELSE interval '0' END)`;

/** SQL of `Booking.statusAt` for the instant `at`. */
export const statusAt = (b: string, at: string): string =>
  `CASE WHEN ${b}.status = 'pending' AND ${b}.expires_at <= ${at} THEN 'expired'
     WHEN ${b}.status = 'confirmed' AND ${completesAt(b)} <= ${at} THEN 'completed' ELSE ${b}.status END`;

/** SQL that says whether the stored state is still the state at the instant `at`. */
export const isStatusCurrent = (b: string, at: string): string =>
  `(${b}.status <> 'pending' OR ${b}.expires_at > ${at})
    AND (${b}.status <> 'confirmed' OR ${completesAt(b)} > ${at})`;
