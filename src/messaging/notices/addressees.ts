import type { DatedNotice } from './notice.js';
import type { Participant } from './recipients.queries.js';

/** One notice to one person. */
export interface Addressee {
  notice: DatedNotice;
  personId: number;
  /** Whose calendar entry the mail brings, where it brings one; what is only held is in no calendar yet. */
  bookingId?: number;
  /** Has a firm seat. */
  isSeated: boolean;
}

/** Whom a notice goes to: each person once, and nobody of one's own doing. `participants` may be of other events too. */
export function addresseesOf(notice: DatedNotice, participants: readonly Participant[]): Addressee[] {
  const { to, by, actor, mail } = notice;
  const isTold = (personId: number) => personId !== by && personId !== actor;
  if ('address' in to) return [];
  if ('people' in to) {
    const people = [...new Set(to.people)].filter((id) => id !== null).filter(isTold);
    const bookingId = mail?.calendar?.bookingId;
    return people.map((personId) => ({ notice, personId, bookingId, isSeated: mail?.isSeated ?? false }));
  }
  const told = participants.filter(
    ({ eventId, personId, isHeld }) => eventId === to.participantsOf && isTold(personId) && (to.held || !isHeld),
  );
  const byPerson = new Map(told.map((participant) => [participant.personId, participant]));
  return [...byPerson.values()].map(({ personId, bookingId, isHeld }) => ({
    notice,
    personId,
    bookingId: mail?.calendar && !isHeld ? bookingId : undefined,
    isSeated: !isHeld,
  }));
}
