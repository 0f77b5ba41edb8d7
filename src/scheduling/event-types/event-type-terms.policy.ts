import { isSoundRefundPolicy } from '../../booking/booking.api.js';
import { InvalidInput, type FieldErrors } from '../../shared/errors.js';
import { decimalFrom, isPayable } from '../../shared/money.js';
import { questionProblems } from './custom-questions.policy.js';
import type { EventType, EventTypeTerms } from './event-type.entity.js';

export const DEFAULT_TYPE_COLOR = '#2563eb';
const MAX_PRICE_CENTS = 9_999_999_999;
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** What is undefined stays as it is, or gets its default. */
export type EventTypeInput = { [Name in keyof EventTypeTerms]?: EventTypeTerms[Name] | undefined };
export type NewEventTypeInput = EventTypeInput & Pick<EventTypeTerms, 'name' | 'duration'>;

const DEFAULT_TERMS = {
  description: '',
  durationOptions: [],
  slotInterval: null,
  bufferBefore: 0,
  bufferAfter: 0,
  minimumNotice: 0,
  cancellationNotice: 0,
  bookingWindowDays: 60,
  bookingWindowStart: null,
  bookingWindowEnd: null,
  maxBookingsPerDay: null,
  maxBookingsPerWeek: null,
  maxAttendees: 1,
  locationType: 'custom',
  location: '',
  requiresConfirmation: false,
  priceCents: 0,
  currency: 'USD',
  refundPolicy: null,
  isActive: true,
  isPublic: true,
  color: DEFAULT_TYPE_COLOR,
  customQuestions: [],
} as const satisfies EventTypeInput;

/** Refuses with `InvalidInput`. */
export function newTypeTerms(input: NewEventTypeInput): EventTypeTerms {
  const hasDates = Boolean(input.bookingWindowStart ?? input.bookingWindowEnd);
  const bookingWindowType = hasDates ? ('range' as const) : ('days' as const);
  const { durationOptions, customQuestions } = DEFAULT_TERMS;
  const lists = { durationOptions: [...durationOptions], customQuestions: [...customQuestions] };
  const terms = { ...DEFAULT_TERMS, ...lists, bookingWindowType, ...defined(input) };
  return checked(terms, typeProblems(terms, input));
}

/** Refuses with `InvalidInput`. */
export function changedTypeTerms(type: EventType, input: EventTypeInput): EventTypeTerms {
  const terms = { ...termsOf(type), ...defined(input) };
  return checked(terms, typeProblems(terms, input));
}

/** What is wrong with whatever is known of it, said of what was sent. */
export function typeProblems(terms: EventTypeInput, sent: EventTypeInput): FieldErrors {
  const { duration, durationOptions = [], bookingWindowStart, bookingWindowEnd } = terms;
  const { priceCents, currency, customQuestions = [] } = terms;
  const problems: FieldErrors = {};
  if (duration !== undefined && durationOptions.length > 0 && !durationOptions.includes(duration))
    problems[sent.durationOptions ? 'durationOptions' : 'duration'] = [
      '`duration` is one of `duration_options`.',
    ];
  if (bookingWindowStart && bookingWindowEnd && bookingWindowEnd < bookingWindowStart)
    problems[sent.bookingWindowEnd ? 'bookingWindowEnd' : 'bookingWindowStart'] = ['It ends before it starts.'];
  if (currency !== undefined && !CURRENCIES.has(currency))
    problems.currency = ['Enter a currency by its ISO 4217 code, such as USD.'];
  else if (currency !== undefined && priceCents !== undefined && !isPayable(priceCents, currency))
    problems.priceCents = [`${currency} is paid in whole units.`];
  if (priceCents !== undefined && priceCents > MAX_PRICE_CENTS)
    problems.priceCents = [`Must be at most ${decimalFrom(MAX_PRICE_CENTS)}.`];
  if (sent.refundPolicy && !isSoundRefundPolicy(sent.refundPolicy))
    problems.refundPolicy = ['Steps come with descending hours, and none gives more than the one before it.'];
  const questions = questionProblems(customQuestions);
  if (questions.length > 0) problems.customQuestions = questions;
  return problems;
}

function termsOf(type: EventType): EventTypeTerms {
  const { name, description, duration, durationOptions, slotInterval, bufferBefore, bufferAfter } = type;
  const { minimumNotice, cancellationNotice, bookingWindowType, bookingWindowDays } = type;
  const { bookingWindowStart, bookingWindowEnd, maxBookingsPerDay, maxBookingsPerWeek } = type;
  const { maxAttendees, locationType, location, requiresConfirmation, priceCents, currency } = type;
  const { refundPolicy, isActive, isPublic, color, customQuestions } = type;
  return {
    ...{ name, description, duration, durationOptions, slotInterval, bufferBefore, bufferAfter },
    ...{ minimumNotice, cancellationNotice, bookingWindowType, bookingWindowDays },
    ...{ bookingWindowStart, bookingWindowEnd, maxBookingsPerDay, maxBookingsPerWeek },
    ...{ maxAttendees, locationType, location, requiresConfirmation, priceCents, currency },
    ...{ refundPolicy, isActive, isPublic, color, customQuestions },
  };
}

function defined<T extends object>(input: T): Defined<T> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Defined<T>;
}

type Defined<T> = { [Name in keyof T]: Exclude<T[Name], undefined> };

function checked(terms: EventTypeTerms, problems: FieldErrors): EventTypeTerms {
  if (Object.keys(problems).length > 0) throw new InvalidInput(problems);
  return terms;
}
