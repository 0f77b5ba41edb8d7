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
const GRID = ['test/booking/clock.test.ts'];

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
  ofClock('not over at the very end (TypeScript)', '<= at.getTime()', '< at.getTime()'),
  ofClock(
    'not over at the very end (SQL)',
    'AND ${completesAt(b)} <= ${at}`,\n);\n\nconst firm',
    'AND ${completesAt(b)} < ${at}`,\n);\n\nconst firm',
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
  ofClock('a draft is booked (TypeScript)', "state === 'open' && (opensAt", '(opensAt'),
  ofClock('a cancelled offer is booked (SQL)', "`${o}.state = 'open' AND (", "`${o}.state <> 'draft' AND ("),
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
];
