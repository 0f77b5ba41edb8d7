import { Checked, type CheckFacts, type WellFormedness } from '../../platform/http/fields/checked.js';
import {
  BooleanField,
  EnumField,
  InstantField,
  IntField,
  MoneyField,
  NestedField,
  PartialOf,
  PercentField,
  TextField,
} from '../../platform/http/fields/fields.js';
import { InvalidInput, type FieldErrors } from '../../shared/errors.js';
import { centsFrom, decimalFrom, thousandthsFrom } from '../../shared/money.js';
import { MAX_REFUND_STEPS, refundPolicyOf, RefundStepBody } from '../../booking/booking.api.js';
import {
  changeProblems,
  draftProblems,
  gatheringProblems,
  type EventInput,
  type EventKind,
} from '../model/event-terms.policy.js';
import type { EventVisibility } from '../model/event-visibility.rules.js';
import { EVENT_CATEGORIES, type Event } from '../model/event.entity.js';

const MAX_SEATS = 100_000;
const MAX_PRICE_CENTS = 999_999_999_999;
const MAX_PRICE = decimalFrom(MAX_PRICE_CENTS);
/** Empty, or an address on the web: clients send back what they were given. */
const WEB_ADDRESS = /^(?:https?:\/\/[^\s<>"'\\]+)?$/i;
const CURRENCY = /^[A-Za-z]{3}$/;

const seats = { min: 1, max: MAX_SEATS, optional: true, nullable: true, example: 50 };

/** With `date` a gathering, with `start_date` and `end_date` a ticketed event. Two names of one value agree. */
@Checked<EventRequest>(newEventProblems)
export class EventRequest {
  @TextField({ max: 200, example: 'Advanced Python Workshop' })
  title: string;

  @TextField({ max: 10_000, multiline: true, optional: true, example: 'Learn advanced Python concepts' })
  description?: string;

  @EnumField(EVENT_CATEGORIES, { optional: true, nullable: true, example: 'workshop' })
  category?: string | null;

  @TextField({ max: 300, optional: true, example: 'Library, room 2' })
  location?: string;

  @BooleanField({ optional: true, example: false })
  is_online?: boolean;

  @TextField({ max: 2_000, optional: true, pattern: WEB_ADDRESS, description: 'Shown to those who take part.' })
  online_url?: string;

  @InstantField({
    means: 'startsAt',
    optional: true,
    description: 'Start of a gathering, in the future.',
    example: '2026-03-21T18:00:00Z',
  })
  date?: Date;

  @InstantField({ means: 'startsAt', optional: true, description: 'Start of a ticketed event.' })
  start_date?: Date;

  @InstantField({
    means: 'endsAt',
    optional: true,
    description: 'A gathering lasts two hours unless it says otherwise.',
  })
  end_date?: Date;

  @TextField({
    max: 64,
    optional: true,
    description: 'IANA name of the zone it takes place in; that of who makes it unless it is given.',
    example: 'Europe/Berlin',
  })
  timezone?: string;

  @InstantField({
    optional: true,
    nullable: true,
    description: 'Last instant to book; the start unless it is given.',
  })
  registration_deadline?: Date | null;

  @IntField({ ...seats, means: 'capacity', description: 'Null is unlimited.' })
  max_participants?: number | null;

  @IntField({ ...seats, means: 'capacity', description: 'The same as `max_participants`.' })
  max_attendees?: number | null;

  @MoneyField({ means: 'priceCents', optional: true, description: `At most ${MAX_PRICE}.` })
  price?: string;

  @TextField({ min: 3, max: 3, optional: true, pattern: CURRENCY, description: 'ISO 4217.', example: 'USD' })
  currency?: string;

  @PercentField({
    optional: true,
    description: 'Of the tax that the price includes; for what is paid from now on.',
  })
  tax_rate?: string;

  @NestedField(() => RefundStepBody, {
    many: true,
    maxItems: MAX_REFUND_STEPS,
    optional: true,
    nullable: true,
    description:
      'What who cancels gets back; null is all until a week before, half until a day before. For new bookings.',
  })
  refund_policy?: RefundStepBody[] | null;

  @EnumField(['public', 'invited'], {
    optional: true,
    example: 'public',
    description: 'An invited gathering is seen by those who belong to it.',
  })
  visibility?: EventVisibility;

  @TextField({ max: 500, optional: true, example: 'python, programming' })
  tags?: string;
}

type Stored = Pick<Event, 'kind' | 'startsAt' | 'endsAt' | 'capacity'>;

/** What is not sent stays. */
@Checked<EventChangeRequest>(changedEventProblems)
export class EventChangeRequest extends PartialOf(EventRequest) {
  /**
   * Who sends back the body that was read, with a change under one of two names, means the change: the other
   * counts as not sent, and so does the end of a gathering that is moved.
   */
  dropEchoes({ kind, startsAt, endsAt, capacity }: Stored): void {
    if (isEcho(this.start_date, startsAt, this.date)) this.start_date = undefined;
    else if (isEcho(this.date, startsAt, this.start_date)) this.date = undefined;
    if (isEcho(this.max_attendees, capacity, this.max_participants)) this.max_attendees = undefined;
    else if (isEcho(this.max_participants, capacity, this.max_attendees)) this.max_participants = undefined;
    const start = this.start_date ?? this.date;
    const isMoved = start !== undefined && !isSame(start, startsAt);
    if (kind === 'gathering' && isMoved && isSame(this.end_date, endsAt)) this.end_date = undefined;
  }
}

/** `date` makes a gathering, `start_date` and `end_date` a ticketed event. */
export function kindOf({ date }: Pick<EventRequest, 'date'>): EventKind {
  return date ? 'gathering' : 'ticketed';
}

/** Refuses two names whose values differ, and a price beyond the greatest. */
export function toEventInput(request: EventRequest | EventChangeRequest): EventInput {
  const { input, problems } = readInput(request);
  if (Object.keys(problems).length > 0) throw new InvalidInput(problems);
  return input;
}

function newEventProblems(
  sent: Partial<EventRequest>,
  { now, ...form }: CheckFacts & WellFormedness,
): FieldErrors {
  const { isAtFault } = form;
  const { input, problems } = readInput(withSoundSteps(sent, form));
  const isGathering = sent.date !== undefined || isAtFault('date');
  const isTicketed = sent.start_date !== undefined || isAtFault('start_date');
  if (isGathering === isTicketed) return { ...problems, ...kindProblems(isGathering) };
  if (isTicketed && !sent.end_date) problems.end_date = ['This field is required.'];
  return { ...(isGathering ? gatheringProblems(input, now) : draftProblems(input)), ...problems };
}

/** Two names of one value may be an echo: that is for who knows what is stored. */
function changedEventProblems(sent: Partial<EventChangeRequest>, form: WellFormedness): FieldErrors {
  const { input, problems } = readInput(withSoundSteps(sent, form));
  return { ...changeProblems(input), ...(problems.price && { price: problems.price }) };
}

function withSoundSteps(sent: Partial<EventRequest>, { isAtFault, soundItems }: WellFormedness) {
  if (!isAtFault('refund_policy')) return sent;
  return { ...sent, refund_policy: soundItems<RefundStepBody>('refund_policy') };
}

function kindProblems(isBoth: boolean): FieldErrors {
  const problem = isBoth
    ? ['Send `date` for a gathering, or `start_date` for a ticketed event, but not both.']
    : ['Send `date` for a gathering, or `start_date` and `end_date` for a ticketed event.'];
  return { date: problem, start_date: problem };
}

function readInput(request: Partial<EventRequest>): { input: EventInput; problems: FieldErrors } {
  const problems: FieldErrors = {};
  const starts = [
    ['start_date', request.start_date],
    ['date', request.date],
  ] as const;
  const capacities = [
    ['max_attendees', request.max_attendees],
    ['max_participants', request.max_participants],
  ] as const;
  const startsAt = agreedValue(starts, problems);
  const capacity = agreedValue(capacities, problems);
  const priceCents = request.price === undefined ? undefined : centsFrom(request.price);
  if (priceCents !== undefined && priceCents > MAX_PRICE_CENTS)
    problems.price = [`Must be at most ${MAX_PRICE}.`];
  const { title, description, category, location, online_url: onlineUrl, tags, visibility } = request;
  const input = {
    ...{ title, description, category, location, onlineUrl, tags, visibility, startsAt, capacity, priceCents },
    isOnline: request.is_online,
    endsAt: request.end_date,
    timezone: request.timezone,
    registrationDeadline: request.registration_deadline,
    currency: request.currency?.toUpperCase(),
    taxRate: request.tax_rate === undefined ? undefined : thousandthsFrom(request.tax_rate),
    refundPolicy: refundPolicyOf(request.refund_policy),
  };
  return { input, problems };
}

type Named<T> = readonly [name: string, value: T | undefined];

function agreedValue<T>([[one, first], [other, second]]: readonly [Named<T>, Named<T>], problems: FieldErrors) {
  if (first !== undefined && second !== undefined && !isSame(first, second))
    for (const name of [one, other]) problems[name] = [`\`${one}\` and \`${other}\` are one value.`];
  return first === undefined ? second : first;
}

/** What is stored was sent beside something else. */
function isEcho(sent: unknown, stored: unknown, other: unknown): boolean {
  return sent !== undefined && other !== undefined && isSame(sent, stored) && !isSame(sent, other);
}

function isSame(one: unknown, other: unknown): boolean {
  return one instanceof Date && other instanceof Date ? one.getTime() === other.getTime() : one === other;
}
