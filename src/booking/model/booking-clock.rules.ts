export const BOOKING_STATUSES = [
  'pending',
  'confirmed',
  'completed',
  'no_show',
  'cancelled',
  'expired',
] as const;
export type BookingStatus = (typeof BOOKING_STATUSES)[number];

/** Says something of a row at an instant, in both readings; `sql` takes its alias and the instant's SQL. */
export interface ClockRule<Subject> {
  of(subject: Subject, at: Date): boolean;
  sql(alias: string, at: string): string;
}

/** A list of states. On booking's views it holds by the clock, on its table as far as sweeps have written. */
export interface StatusRule {
  readonly statuses: readonly BookingStatus[];
  has(status: string): boolean;
  sql(alias: string): string;
}

/** What of a booking says where it stands at an instant. */
interface Booking {
  status: BookingStatus;
  quantity: number;
  priceCents: number;
  startsAt: Date;
  endsAt: Date;
  graceMinutes: number;
  noticeMinutes: number | null;
  registeredAt: Date;
  expiresAt: Date | null;
  awaitsHost: boolean;
  bookerMissedAt: Date | null;
  hostMissedAt: Date | null;
}

/** What of an offer says whether it can be had. */
interface Offer {
  state: string;
  isBarred: boolean;
  opensAt: Date | null;
  closesAt: Date;
  endsAt: Date;
  capacity: number | null;
  taken: number;
  waiting: number;
  withdrawingSince: Date | null;
}

type Hold = Pick<Booking, 'status' | 'expiresAt'>;
type Times = Pick<Booking, 'startsAt' | 'endsAt'>;
type Ending = Pick<Booking, 'endsAt' | 'graceMinutes'>;
type Bookable = Pick<Offer, 'state' | 'isBarred' | 'opensAt' | 'closesAt'>;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const CHECK_IN_HOURS = 24;
export const HOST_ANSWERS_WITHIN_HOURS = 48;
const MISSABLE_DAYS = 7;

const fragments = new Set<string>();

/** The SQL that rules have given away: a test finds no other comparison with what only they compare. */
export const ruleFragments: ReadonlySet<string> = fragments;

function fragment(sql: string): string {
  fragments.add(sql);
  return sql;
}

function rule<Subject>(
  of: ClockRule<Subject>['of'],
  sql: (alias: string, at: string) => string,
): ClockRule<Subject> {
  return { of, sql: (alias, at) => fragment(sql(alias, at)) };
}

export function anyOf(...statuses: BookingStatus[]): StatusRule {
  const list = statuses.map((status) => `'${status}'`).join(', ');
  return {
    statuses,
    has: (status) => statuses.includes(status as BookingStatus),
    sql: (alias) => fragment(`${alias}.status IN (${list})`),
  };
}

/** Has a seat or waits for its money; as stored, what `bookings_one_live_per_person` allows once. */
export const live = anyOf('pending', 'confirmed');
export const firmSeat = anyOf('confirmed', 'completed');
/** Holds a seat or has it: who may know what participants know. */
export const heldOrFirm = anyOf('pending', 'confirmed', 'completed');
export const attending = anyOf('confirmed', 'completed', 'no_show');
/** As stored, what `offers.taken` counts. */
export const seated = anyOf('pending', 'confirmed', 'completed', 'no_show');

/** A hold that has ended, written or not: at `expiresAt` it has. */
export const lapsed = rule<Hold>(
  ({ status, expiresAt }, at) => status === 'pending' && expiresAt! <= at,
  (b, at) => `${b}.status = 'pending' AND ${b}.expires_at <= ${at}`,
);

export const held = rule<Hold>(
  ({ status, expiresAt }, at) => status === 'pending' && expiresAt! > at,
  (b, at) => `${b}.status = 'pending' AND ${b}.expires_at > ${at}`,
);

const completesAt = (b: string): string => `(${b}.ends_at + make_interval(mins => ${b}.grace_minutes))`;

export const timeOver = rule<Ending>(
  ({ endsAt, graceMinutes }, at) => endsAt.getTime() + graceMinutes * MINUTE_MS <= at.getTime(),
  (b, at) => `${completesAt(b)} <= ${at}`,
);

export const over = rule<Ending & Pick<Booking, 'status'>>(
  (booking, at) => booking.status === 'confirmed' && timeOver.of(booking, at),
  (b, at) => `${b}.status = 'confirmed' AND ${timeOver.sql(b, at)}`,
);

/** So long a no-show can be marked, and taken back. */
export const longOver = rule<Pick<Booking, 'endsAt'>>(
  ({ endsAt }, at) => endsAt.getTime() + MISSABLE_DAYS * 24 * HOUR_MS <= at.getTime(),
  (b, at) => `${b}.ends_at + interval '${MISSABLE_DAYS} days' <= ${at}`,
);

/** One of the two did not come, and the other has not said the same for a day. */
export const missSettles = rule<Pick<Booking, 'bookerMissedAt' | 'hostMissedAt'>>(
  ({ bookerMissedAt, hostMissedAt }, at) => {
    const missedAt = bookerMissedAt ?? hostMissedAt;
    const isOne = (bookerMissedAt === null) !== (hostMissedAt === null);
    return isOne && missedAt!.getTime() + 24 * HOUR_MS <= at.getTime();
  },
  (b, at) => `(${b}.booker_missed_at IS NULL) <> (${b}.host_missed_at IS NULL)
    AND coalesce(${b}.booker_missed_at, ${b}.host_missed_at) + interval '24 hours' <= ${at}`,
);

/** Its booker cannot cancel or move it any more; exactly at the notice they can. */
export const insideNotice = rule<Pick<Booking, 'noticeMinutes' | 'startsAt'>>(
  ({ noticeMinutes, startsAt }, at) =>
    noticeMinutes !== null && at.getTime() > startsAt.getTime() - noticeMinutes * MINUTE_MS,
  (b, at) => `coalesce(${at} > ${b}.starts_at - make_interval(mins => ${b}.notice_minutes), false)`,
);

const firm = rule<Booking>(
  (booking, at) => booking.status === 'confirmed' && !over.of(booking, at),
  (b, at) => `${b}.status = 'confirmed' AND ${completesAt(b)} > ${at}`,
);

/** What its host has not confirmed within two days of its making, it does not get any more. */
export const unanswered = rule<Pick<Booking, 'awaitsHost' | 'registeredAt'>>(
  ({ awaitsHost, registeredAt }, at) =>
    awaitsHost && registeredAt.getTime() + HOST_ANSWERS_WITHIN_HOURS * HOUR_MS <= at.getTime(),
  (b, at) => `${b}.awaits_host AND ${b}.registered_at + interval '${HOST_ANSWERS_WITHIN_HOURS} hours' <= ${at}`,
);

export const started = rule<Pick<Times, 'startsAt'>>(
  ({ startsAt }, at) => startsAt <= at,
  (b, at) => `${b}.starts_at <= ${at}`,
);

export const ended = rule<Pick<Times, 'endsAt'>>(
  ({ endsAt }, at) => endsAt <= at,
  (b, at) => `${b}.ends_at <= ${at}`,
);

export const toCome = rule<Pick<Times, 'endsAt'>>(
  ({ endsAt }, at) => endsAt > at,
  (b, at) => `${b}.ends_at > ${at}`,
);

export const isStatusCurrent = rule<Booking>(
  (booking, at) => !lapsed.of(booking, at) && !over.of(booking, at),
  (b, at) => `(${b}.status <> 'pending' OR ${b}.expires_at > ${at})
    AND (${b}.status <> 'confirmed' OR ${completesAt(b)} > ${at})`,
);

export const liveSeat = rule<Booking>(
  (booking, at) => live.has(booking.status) && isStatusCurrent.of(booking, at),
  (b, at) => `${live.sql(b)} AND ${isStatusCurrent.sql(b, at)}`,
);

/** Its offer is withdrawn and its turn yet to come: for who reads it, it is cancelled. */
export const calledOff = {
  of: (booking: Booking, { withdrawingSince }: Pick<Offer, 'withdrawingSince'>): boolean =>
    withdrawingSince !== null && liveSeat.of(booking, withdrawingSince),
  sql: (b: string, o: string): string => liveSeat.sql(b, `${o}.withdrawing_since`),
};

export const seatedNow = rule<Booking>(
  (booking, at) => seated.has(booking.status) && !lapsed.of(booking, at),
  (b, at) => `${seated.sql(b)} AND (${b}.status <> 'pending' OR ${b}.expires_at > ${at})`,
);

/** The state that time has brought a booking to, even where no sweep has written it yet. */
export const statusAt = {
  of(booking: Hold & Ending, at: Date): BookingStatus {
    if (lapsed.of(booking, at)) return 'expired';
    return over.of(booking, at) ? 'completed' : booking.status;
  },
  sql: (b: string, at: string): string =>
    fragment(`CASE WHEN ${lapsed.sql(b, at)} THEN 'expired'
     WHEN ${over.sql(b, at)} THEN 'completed' ELSE ${b}.status END`),
};

export const hasStatus: Record<BookingStatus, (b: string, at: string) => string> = {
  pending: held.sql,
  confirmed: firm.sql,
  completed: (b, at) => `(${b}.status = 'completed' OR ${over.sql(b, at)})`,
  no_show: (b) => `${b}.status = 'no_show'`,
  cancelled: (b) => `${b}.status = 'cancelled'`,
  expired: (b, at) => `(${b}.status = 'expired' OR ${lapsed.sql(b, at)})`,
};

/** Bookings are taken, seats apart: from `opensAt` on, and at `closesAt` not any more. */
export const bookable = rule<Bookable>(
  ({ state, isBarred, opensAt, closesAt }, at) =>
    state === 'open' && !isBarred && (opensAt === null || opensAt <= at) && at < closesAt,
  (o, at) => `${o}.state = 'open' AND NOT ${o}.is_barred AND (${o}.opens_at IS NULL OR ${o}.opens_at <= ${at})
    AND ${at} < ${o}.closes_at`,
);

export const unopened = rule<Pick<Offer, 'opensAt'>>(
  ({ opensAt }, at) => opensAt !== null && at < opensAt,
  (o, at) => `coalesce(${at} < ${o}.opens_at, false)`,
);

/** A day before the start to a day after the end, which is too late. */
export const checkInOpen = rule<Times>(
  (booking, at) => checkInWindow(booking).opens <= at && at < checkInWindow(booking).closes,
  (b, at) => `${b}.starts_at - interval '${CHECK_IN_HOURS} hours' <= ${at}
    AND ${at} < ${b}.ends_at + interval '${CHECK_IN_HOURS} hours'`,
);

export function checkInWindow({ startsAt, endsAt }: Times): { opens: Date; closes: Date } {
  const margin = CHECK_IN_HOURS * HOUR_MS;
  return { opens: new Date(startsAt.getTime() - margin), closes: new Date(endsAt.getTime() + margin) };
}

export const holdLimit = {
  of: ({ closesAt, endsAt }: Pick<Offer, 'closesAt' | 'endsAt'>): Date =>
    closesAt < endsAt ? closesAt : endsAt,
  sql: (o: string): string => fragment(`least(${o}.closes_at, ${o}.ends_at)`),
};

/** An expired hold can be had again for its price: what it claimed is still to be had, and nobody waits. */
export function canBeTakenAgain(
  booking: Booking,
  offer: Offer | null,
  at: Date,
  { lapsedSeats = 0, isTimeFree = false }: { lapsedSeats?: number; isTimeFree?: boolean } = {},
): boolean {
  if (statusAt.of(booking, at) !== 'expired' || booking.priceCents === 0) return false;
  if (unanswered.of(booking, at)) return false;
  const hasClaim = booking.status === 'pending';
  if (!hasClaim && !isTimeFree) return false;
  if (!offer) return !started.of(booking, at);
  if (!bookable.of(offer, at) || offer.waiting > 0) return false;
  return hasClaim || offer.capacity === null || offer.taken - lapsedSeats + booking.quantity <= offer.capacity;
}
