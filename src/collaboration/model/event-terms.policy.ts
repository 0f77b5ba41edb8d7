import { isSoundRefundPolicy, type RefundPolicy } from '../../booking/booking.api.js';
import { InvalidInput, type FieldErrors } from '../../shared/errors.js';
import { isTimeZone } from '../../shared/local-days.js';
import { isPayable } from '../../shared/money.js';
import { isTooFarAway, isTooLong } from '../../shared/time-range.js';
import type { EventState, EventVisibility } from './event-visibility.rules.js';

const HOUR_MS = 3_600_000;
export const DEFAULT_GATHERING_MS = 2 * HOUR_MS;
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

export type EventKind = 'gathering' | 'ticketed';

/** What is undefined stays as it is, or gets its default. Money in cents. */
export interface EventInput {
  title?: string;
  description?: string;
  category?: string | null;
  location?: string;
  isOnline?: boolean;
  onlineUrl?: string;
  tags?: string;
  visibility?: EventVisibility;
  startsAt?: Date;
  endsAt?: Date;
  timezone?: string;
  registrationDeadline?: Date | null;
  capacity?: number | null;
  priceCents?: number;
  currency?: string;
  /** In thousandths of a percent. */
  taxRate?: number;
  /** Null: the standard policy. */
  refundPolicy?: RefundPolicy | null;
}

export type EventTerms = Required<EventInput>;
type Present = EventTerms & { kind: EventKind; state: EventState };
type NewEvent = EventInput & { title: string; startsAt: Date; timezone: string };

const DEFAULT_TERMS = {
  description: '',
  category: null,
  location: '',
  isOnline: false,
  onlineUrl: '',
  tags: '',
  visibility: 'public',
  registrationDeadline: null,
  capacity: null,
  priceCents: 0,
  currency: 'USD',
  taxRate: 0,
  refundPolicy: null,
} as const satisfies Partial<EventTerms>;

/** It is open at once, so its start lies ahead. Refuses with `InvalidInput`. */
export function gatheringTerms(input: NewEvent, now: Date): EventTerms {
  return checked(presumedTerms(input), gatheringProblems(input, now));
}

/** It is a draft, which may have any times. Refuses with `InvalidInput`. */
export function draftTerms(input: NewEvent & { endsAt: Date }): EventTerms {
  return checked(presumedTerms(input), draftProblems(input));
}

/** What is wrong with whatever is known of a gathering to be. */
export function gatheringProblems(input: EventInput, now: Date): FieldErrors {
  const terms = presumedTerms(input);
  const problems = {
    ...kindProblems('gathering', terms),
    ...endProblems(terms),
    ...valueProblems(terms, input),
  };
  if (terms.startsAt <= now) problems.startsAt = ['It must lie in the future.'];
  return ofKnownTimes(problems, input);
}

export function draftProblems(input: EventInput): FieldErrors {
  const terms = presumedTerms(input);
  return ofKnownTimes({ ...kindProblems('ticketed', terms), ...valueProblems(terms, input) }, input);
}

/** What is wrong with a change, whatever it changes. */
export function changeProblems(input: EventInput): FieldErrors {
  return ofKnownTimes(valueProblems(presumedTerms(input), input), input);
}

function presumedTerms(input: EventInput): EventTerms {
  const { title = '', startsAt = new Date(0), timezone = 'UTC' } = input;
  const endsAt = input.endsAt ?? new Date(startsAt.getTime() + DEFAULT_GATHERING_MS);
  return { ...DEFAULT_TERMS, ...definedValues(input), title, startsAt, endsAt, timezone };
}

function ofKnownTimes({ startsAt, endsAt, ...others }: FieldErrors, input: EventInput): FieldErrors {
  if (!input.startsAt) return others;
  return { ...others, ...(startsAt && { startsAt }), ...(endsAt && { endsAt }) };
}

/**
 * A gathering that is moved without a new end lasts as long as before. Times of an open event are checked where
 * they change. Refuses with `InvalidInput`.
 */
export function changedTerms(event: Present, input: EventInput, now: Date): EventTerms {
  const terms: EventTerms = { ...termsOf(event), ...definedValues(input) };
  const starts = input.startsAt !== undefined && differs(input.startsAt, event.startsAt);
  if (starts && event.kind === 'gathering' && input.endsAt === undefined) {
    terms.endsAt = new Date(terms.startsAt.getTime() + event.endsAt.getTime() - event.startsAt.getTime());
  }
  const problems = { ...kindProblems(event.kind, terms), ...valueProblems(terms, input) };
  if (event.state === 'open') {
    Object.assign(problems, endProblems(terms));
    const ends = differs(terms.endsAt, event.endsAt);
    if (starts && event.startsAt <= now) problems.startsAt = ['It has begun already.'];
    else if (starts && terms.startsAt <= now) problems.startsAt = ['It must lie in the future.'];
    else if (ends && terms.endsAt <= now) problems.endsAt = ['It must lie in the future.'];
    if (starts || differs(terms.registrationDeadline, event.registrationDeadline)) {
      Object.assign(problems, deadlineProblems(terms));
    }
  }
  return checked(terms, problems);
}

export function termsOf(event: EventTerms): EventTerms {
  const { title, description, category, location, isOnline, onlineUrl, tags, visibility } = event;
  const { startsAt, endsAt, timezone, registrationDeadline } = event;
  const { capacity, priceCents, currency, taxRate, refundPolicy } = event;
  return {
    ...{ title, description, category, location, isOnline, onlineUrl, tags, visibility },
    ...{ startsAt, endsAt, timezone, registrationDeadline },
    ...{ capacity, priceCents, currency, taxRate, refundPolicy },
  };
}

export function endProblems({ startsAt, endsAt }: Pick<EventTerms, 'startsAt' | 'endsAt'>): FieldErrors {
  return startsAt < endsAt ? {} : { endsAt: ['It must lie after the start.'] };
}

export function deadlineProblems({
  startsAt,
  registrationDeadline,
}: Pick<EventTerms, 'startsAt' | 'registrationDeadline'>): FieldErrors {
  if (registrationDeadline === null || registrationDeadline <= startsAt) return {};
  return { registrationDeadline: ['It must not lie after the start.'] };
}

function kindProblems(kind: EventKind, terms: EventTerms): FieldErrors {
  const problems: FieldErrors = {};
  if (kind === 'ticketed' && terms.visibility !== 'public') {
    problems.visibility = ['Only gatherings can be for invited people alone.'];
  }
  if (kind === 'gathering' && terms.refundPolicy !== null) problems.refundPolicy = ['Gatherings are free.'];
  if (kind === 'gathering' && terms.priceCents > 0) problems.priceCents = ['Gatherings are free.'];
  if (kind === 'gathering' && terms.taxRate > 0) problems.taxRate = ['Gatherings are free.'];
  if (kind === 'gathering' && terms.registrationDeadline !== null) {
    problems.registrationDeadline = ['Gatherings can be joined until they end.'];
  }
  return problems;
}

/** An end that follows from the start is reported by the name of the start. */
function valueProblems(terms: EventTerms, input: EventInput): FieldErrors {
  const { priceCents, currency, startsAt, endsAt, registrationDeadline } = terms;
  const problems: FieldErrors = {};
  if (!isTimeZone(terms.timezone)) problems.timezone = [`"${terms.timezone}" is not a known time zone.`];
  if (!CURRENCIES.has(currency)) problems.currency = ['Enter a currency by its ISO 4217 code, such as USD.'];
  if (!isPayable(priceCents, currency)) problems.priceCents = [`${currency} is paid in whole units.`];
  if (isTooFarAway(startsAt)) problems.startsAt = ['It is too far away.'];
  if (isTooFarAway(endsAt)) problems[input.endsAt ? 'endsAt' : 'startsAt'] = ['It is too far away.'];
  else if (isTooLong(startsAt, endsAt)) problems.endsAt = ['It lies more than ten years after the start.'];
  if (registrationDeadline && isTooFarAway(registrationDeadline))
    problems.registrationDeadline = ['It is too far away.'];
  if (input.refundPolicy && !isSoundRefundPolicy(input.refundPolicy))
    problems.refundPolicy = ['Steps come with descending hours, and none gives more than the one before it.'];
  return problems;
}

function definedValues<T extends object>(input: T): T {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as T;
}

function differs(one: Date | null, other: Date | null): boolean {
  return one?.getTime() !== other?.getTime();
}

function checked(terms: EventTerms, problems: FieldErrors): EventTerms {
  if (Object.keys(problems).length > 0) throw new InvalidInput(problems);
  return terms;
}
