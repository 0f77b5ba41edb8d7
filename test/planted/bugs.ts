export interface PlantedBug {
  name: string;
  file: string;
  /** Stands once in the file. */
  right: string;
  wrong: string;
  /** Patterns of the tests that lie nearest. */
  tests: string[];
}

const CLOCK = 'src/booking/model/booking-clock.rules.ts';
const GRID = ['test/booking/clock.test.ts', 'test/booking/lifecycle.test.ts'];

/** One boundary of one rule in one reading. */
function ofClock(name: string, right: string, wrong: string): PlantedBug {
  return { name, file: CLOCK, right, wrong, tests: GRID };
}

export const BUGS: PlantedBug[] = [
  ofClock(
    'a hold still stands at its very end (TypeScript)',
    "status === 'pending' && expiresAt! <= at",
    "status === 'pending' && expiresAt! < at",
  ),
  ofClock(
    'a hold still stands at its very end (SQL)',
    "`${b}.status = 'pending' AND ${b}.expires_at <= ${at}`",
    "`${b}.status = 'pending' AND ${b}.expires_at < ${at}`",
  ),
  ofClock(
    'a confirmed booking lapses (TypeScript)',
    "status === 'pending' && expiresAt! <= at",
    'expiresAt! <= at',
  ),
  ofClock(
    'any booking lapses (SQL)',
    "`${b}.status = 'pending' AND ${b}.expires_at <= ${at}`",
    '`${b}.expires_at <= ${at}`',
  ),
  ofClock(
    'held at the very end of the hold (TypeScript)',
    "status === 'pending' && expiresAt! > at",
    "status === 'pending' && expiresAt! >= at",
  ),
  ofClock(
    'held at the very end of the hold (SQL)',
    "`${b}.status = 'pending' AND ${b}.expires_at > ${at}`",
    "`${b}.status = 'pending' AND ${b}.expires_at >= ${at}`",
  ),
  ofClock(
    'not over at the very end (TypeScript)',
    'endsAt.getTime() + graceMinutes * MINUTE_MS <= at.getTime()',
    'endsAt.getTime() + graceMinutes * MINUTE_MS < at.getTime()',
  ),
  ofClock(
    'not over at the very end (SQL)',
    '(b, at) => `${completesAt(b)} <= ${at}`',
    '(b, at) => `${completesAt(b)} < ${at}`',
  ),
  {
    name: 'a meeting is completed at its very end',
    file: 'src/booking/claims/reservations.service.ts',
    right: 'graceMinutes: this.profiles.ofBooking(input.kind).graceMinutes,',
    wrong: 'graceMinutes: 0,',
    tests: ['test/booking/lifecycle.test.ts'],
  },
  ofClock(
    'a no-show is marked a week after the end (TypeScript)',
    'MISSABLE_DAYS * 24 * HOUR_MS <= at.getTime()',
    'MISSABLE_DAYS * 24 * HOUR_MS < at.getTime()',
  ),
  ofClock(
    'a no-show is marked a week after the end (SQL)',
    "interval '${MISSABLE_DAYS} days' <= ${at}",
    "interval '${MISSABLE_DAYS} days' < ${at}",
  ),
  ofClock(
    'the notice is over at its very instant (TypeScript)',
    'at.getTime() > startsAt.getTime() - noticeMinutes * MINUTE_MS',
    'at.getTime() >= startsAt.getTime() - noticeMinutes * MINUTE_MS',
  ),
  ofClock(
    'the notice is over at its very instant (SQL)',
    'coalesce(${at} > ${b}.starts_at - make_interval',
    'coalesce(${at} >= ${b}.starts_at - make_interval',
  ),
  ofClock(
    'firm at the very end (SQL)',
    "`${b}.status = 'confirmed' AND ${completesAt(b)} > ${at}`",
    "`${b}.status = 'confirmed' AND ${completesAt(b)} >= ${at}`",
  ),
  ofClock('not begun at the very start (TypeScript)', '=> startsAt <= at', '=> startsAt < at'),
  ofClock('not begun at the very start (SQL)', '`${b}.starts_at <= ${at}`', '`${b}.starts_at < ${at}`'),
  ofClock('not ended at the very end (TypeScript)', '=> endsAt <= at', '=> endsAt < at'),
  ofClock('not ended at the very end (SQL)', '`${b}.ends_at <= ${at}`', '`${b}.ends_at < ${at}`'),
  ofClock('to come at the very end (TypeScript)', '=> endsAt > at', '=> endsAt >= at'),
  ofClock('to come at the very end (SQL)', '`${b}.ends_at > ${at}`', '`${b}.ends_at >= ${at}`'),
  ofClock(
    'a lapsed hold is current (TypeScript)',
    '!lapsed.of(booking, at) && !over.of(booking, at)',
    '!over.of(booking, at)',
  ),
  ofClock(
    'a hold is current at its very end (SQL)',
    "`(${b}.status <> 'pending' OR ${b}.expires_at > ${at})\n",
    "`(${b}.status <> 'pending' OR ${b}.expires_at >= ${at})\n",
  ),
  ofClock(
    'a confirmed booking is current at its very end (SQL)',
    "(${b}.status <> 'confirmed' OR ${completesAt(b)} > ${at})`",
    "(${b}.status <> 'confirmed' OR ${completesAt(b)} >= ${at})`",
  ),
  ofClock(
    'a lapsed hold has its seats (TypeScript)',
    'seated.has(booking.status) && !lapsed.of(booking, at)',
    'seated.has(booking.status)',
  ),
  ofClock(
    'a hold has its seats at its very end (SQL)',
    "`${seated.sql(b)} AND (${b}.status <> 'pending' OR ${b}.expires_at > ${at})`",
    "`${seated.sql(b)} AND (${b}.status <> 'pending' OR ${b}.expires_at >= ${at})`",
  ),
  ofClock(
    'a missed booking gives its seats back',
    "seated = anyOf('pending', 'confirmed', 'completed', 'no_show')",
    "seated = anyOf('pending', 'confirmed', 'completed')",
  ),
  ofClock(
    'a completed booking is live',
    "live = anyOf('pending', 'confirmed')",
    "live = anyOf('pending', 'confirmed', 'completed')",
  ),
  ofClock(
    'a hold is a firm seat',
    "firmSeat = anyOf('confirmed', 'completed')",
    "firmSeat = anyOf('pending', 'confirmed', 'completed')",
  ),
  ofClock('booked before it opens (TypeScript)', '|| opensAt <= at)', '|| opensAt < at || true)'),
  ofClock('closed at the very opening (TypeScript)', '|| opensAt <= at)', '|| opensAt < at)'),
  ofClock('closed at the very opening (SQL)', 'OR ${o}.opens_at <= ${at})', 'OR ${o}.opens_at < ${at})'),
  ofClock('booked at the very deadline (TypeScript)', '&& at < closesAt', '&& at <= closesAt'),
  ofClock('booked at the very deadline (SQL)', 'AND ${at} < ${o}.closes_at`', 'AND ${at} <= ${o}.closes_at`'),
  ofClock(
    'a draft is booked (TypeScript)',
    "state === 'open' && !isBarred && (opensAt",
    '!isBarred && (opensAt',
  ),
  ofClock(
    'a cancelled offer is booked (SQL)',
    "`${o}.state = 'open' AND NOT ${o}.is_barred AND (",
    "`${o}.state <> 'draft' AND NOT ${o}.is_barred AND (",
  ),
  ofClock(
    'the door is closed at its very opening (TypeScript)',
    'checkInWindow(booking).opens <= at',
    'checkInWindow(booking).opens < at',
  ),
  ofClock(
    'the door is closed at its very opening (SQL)',
    "- interval '${CHECK_IN_HOURS} hours' <= ${at}",
    "- interval '${CHECK_IN_HOURS} hours' < ${at}",
  ),
  ofClock(
    'the door is open when it closes (TypeScript)',
    'at < checkInWindow(booking).closes',
    'at <= checkInWindow(booking).closes',
  ),
  ofClock(
    'the door is open when it closes (SQL)',
    "AND ${at} < ${b}.ends_at + interval '${CHECK_IN_HOURS} hours'`",
    "AND ${at} <= ${b}.ends_at + interval '${CHECK_IN_HOURS} hours'`",
  ),
  ofClock('a hold outlives what it holds (TypeScript)', 'closesAt < endsAt ? closesAt : endsAt', 'endsAt'),
  ofClock(
    'a hold outlives what it holds (SQL)',
    'fragment(`least(${o}.closes_at, ${o}.ends_at)`)',
    'fragment(`greatest(${o}.closes_at, ${o}.ends_at)`)',
  ),
  {
    name: 'who cancelled their place still sees the circle that closed',
    file: CLOCK,
    right: "heldOrFirm = anyOf('pending', 'confirmed', 'completed')",
    wrong: "heldOrFirm = anyOf('pending', 'confirmed', 'completed', 'cancelled')",
    tests: ['test/http/collaboration/gatherings'],
  },
  {
    name: 'a session is sold past who waits',
    file: 'src/booking/claims/time-claims.repository.ts',
    right: 'AND o.waiting = 0 AND $quantity::integer <= o.max_per_booking',
    wrong: 'AND $quantity::integer <= o.max_per_booking',
    tests: ['test/booking/time.test.ts'],
  },
  {
    name: 'a session is sold to parties of any size',
    file: 'src/booking/claims/time-claims.repository.ts',
    right: 'AND o.waiting = 0 AND $quantity::integer <= o.max_per_booking',
    wrong: 'AND o.waiting = 0',
    tests: ['test/booking/time.test.ts'],
  },
  {
    name: 'a session is sold before it opens and at its deadline',
    file: 'src/booking/claims/time-claims.repository.ts',
    right: "${bookable.sql('o', '$at::timestamptz')}",
    wrong: "o.state = 'open' AND $at::timestamptz <= o.closes_at",
    tests: ['test/booking/time.test.ts'],
  },
  {
    name: 'a refusal names a start that is kept for who waits',
    file: 'src/booking/claims/seat-snapshot.queries.ts',
    right: 'AND coming.waiting = 0 AND',
    wrong: 'AND',
    tests: ['test/booking/seats.test.ts'],
  },
  {
    name: 'a hold is confirmed at the instant at which it ends',
    file: 'src/booking/transitions/transitions.rules.ts',
    right: "lapsed: { of: (booking, { at }) => lapsed.of(booking, at), sql: lapsed.sql('b', '$at') }",
    wrong: "lapsed: { of: () => false, sql: `b.status = 'pending' AND b.expires_at < $at` }",
    tests: ['test/booking/seats.test.ts'],
  },
  {
    name: 'people are let in at the instant at which check-in closes',
    file: 'src/booking/transitions/transitions.rules.ts',
    right: "sql: `NOT (${checkInOpen.sql('b', '$at')})`,",
    wrong: "sql: `$at > b.ends_at + interval '24 hours' OR $at < b.starts_at - interval '24 hours'`,",
    tests: ['test/http/booking/check-in.test.ts'],
  },
  {
    name: 'what is not paid is confirmed',
    file: 'src/booking/transitions/transitions.rules.ts',
    right: "sql: 'b.paid_cents < b.price_cents',",
    wrong: "sql: 'false',",
    tests: ['test/booking/seats.test.ts', 'src/booking/transitions'],
  },
];
