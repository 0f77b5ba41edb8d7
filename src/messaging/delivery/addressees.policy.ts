import type { EventReaders } from '../../collaboration/collaboration.api.js';
import type { LocalTimeFormatter } from '../../platform/documents/local-time-formatter.js';
import type { DatedTemplate } from '../templates/notification-template.policy.js';
import { refundSentence, type RefundRight } from '../notifications/amount-text.policy.js';

export interface Participant extends RefundRight {
  eventId: number;
  personId: number;
  bookingId: number;
  /** The seats are held and not paid yet. */
  isHeld: boolean;
  bookedAt: Date;
}

/** One notification to one person. */
export interface Addressee {
  template: DatedTemplate;
  personId: number;
  /** Whose calendar entry the mail brings; a seat that is only held is in no calendar yet. */
  bookingId?: number;
  isSeated: boolean;
  /** What the template tells of, where it tells of a move. */
  refund?: RefundRight;
}

const NOBODY: EventReaders = { open: false, personIds: [] };

/** By the event. */
export interface EventPeople {
  participants: readonly Participant[];
  organizers: ReadonlyMap<number, number>;
  readers: ReadonlyMap<number, EventReaders>;
  /** By the booking; null without an account. */
  invitees: ReadonlyMap<number, number | null>;
  /** By the entry; likewise. */
  waiters: ReadonlyMap<number, number | null>;
}

/** Whom a template goes to: each person once, and nobody whose own doing it is. */
export function addresseesOf(template: DatedTemplate, people: EventPeople): Addressee[] {
  const { to, by, actor, readersOf, mail } = template;
  const { participants, readers } = people;
  const allowed = readersOf === undefined ? undefined : (readers.get(readersOf) ?? NOBODY);
  const mayRead = (personId: number) => !allowed || allowed.open || allowed.personIds.includes(personId);
  const isNotified = (personId: number) => personId !== by && personId !== actor && mayRead(personId);
  if ('address' in to) return [];
  if (!('participantsOf' in to)) {
    const named = 'people' in to ? to.people : [onlyOneOf(to, people)];
    const notified = [...new Set(named)].filter((id) => id !== null).filter(isNotified);
    const bookingId = mail?.calendar?.bookingId;
    return notified.map((personId) => ({ template, personId, bookingId, isSeated: mail?.isSeated ?? false }));
  }
  const seats = participants.filter(
    ({ eventId, personId, isHeld, bookedAt }) =>
      eventId === to.participantsOf &&
      isNotified(personId) &&
      (to.held || !isHeld) &&
      (!to.bookedUntil || bookedAt <= to.bookedUntil),
  );
  const byPerson = new Map(seats.map((participant) => [participant.personId, participant]));
  return [...byPerson.values()].map(({ personId, bookingId, isHeld, cents, currency, until }) => ({
    template,
    refund: template.namesRefund ? { cents, currency, until } : undefined,
    personId,
    bookingId: mail?.calendar && !isHeld ? bookingId : undefined,
    isSeated: !isHeld,
  }));
}

function onlyOneOf(
  to: { organizerOf: number } | { inviteeOf: number } | { waiter: number },
  { organizers, invitees, waiters }: EventPeople,
): number | null {
  if ('waiter' in to) return waiters.get(to.waiter) ?? null;
  return ('inviteeOf' in to ? invitees.get(to.inviteeOf) : organizers.get(to.organizerOf)) ?? null;
}

export function messageTo(
  { template, refund }: Pick<Addressee, 'template' | 'refund'>,
  clock: LocalTimeFormatter,
): string {
  return template.message(clock) + (refund ? refundSentence(refund, template.at, clock) : '');
}
