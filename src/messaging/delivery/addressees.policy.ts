import type { EventReaders } from '../../collaboration/collaboration.api.js';
import type { DatedTemplate } from '../templates/notification-template.policy.js';

/** Somebody who takes part in an event. */
export interface Participant {
  eventId: number;
  personId: number;
  bookingId: number;
  /** The seats are held and not paid yet. */
  isHeld: boolean;
}

/** One notice to one person. */
export interface Addressee {
  notice: DatedTemplate;
  personId: number;
  /** Whose calendar entry the mail brings, where it brings one; what is only held is in no calendar yet. */
  bookingId?: number;
  /** Has a firm seat. */
  isSeated: boolean;
}

const NOBODY: EventReaders = { open: false, personIds: [] };

/** Who is around the events of a batch of notices, by the event. */
export interface EventPeople {
  participants: readonly Participant[];
  organizers: ReadonlyMap<number, number>;
  readers: ReadonlyMap<number, EventReaders>;
}

/** Whom a notice goes to: each person once, and nobody of one's own doing. `circles` may be of other events too. */
export function addresseesOf(
  notice: DatedTemplate,
  { participants, organizers, readers }: EventPeople,
): Addressee[] {
  const { to, by, actor, readersOf, mail } = notice;
  const circle = readersOf === undefined ? undefined : (readers.get(readersOf) ?? NOBODY);
  const mayRead = (personId: number) => !circle || circle.open || circle.personIds.includes(personId);
  const isTold = (personId: number) => personId !== by && personId !== actor && mayRead(personId);
  if ('address' in to) return [];
  if (!('participantsOf' in to)) {
    const named = 'people' in to ? to.people : [organizers.get(to.organizerOf) ?? null];
    const people = [...new Set(named)].filter((id) => id !== null).filter(isTold);
    const bookingId = mail?.calendar?.bookingId;
    return people.map((personId) => ({ notice, personId, bookingId, isSeated: mail?.isSeated ?? false }));
  }
  const told = participants.filter(
    ({ eventId, personId, isHeld }) =>
      eventId === to.participantsOf && isTold(personId) && (to.held || !isHeld),
  );
  const byPerson = new Map(told.map((participant) => [participant.personId, participant]));
  return [...byPerson.values()].map(({ personId, bookingId, isHeld }) => ({
    notice,
    personId,
    bookingId: mail?.calendar && !isHeld ? bookingId : undefined,
    isSeated: !isHeld,
  }));
}
