import type { SignedTicket } from './ticket-code.js';

/** Somebody who booked, as the door knows them. */
export interface Guest {
  booking: number;
  name: string;
  tickets: number;
  status: string;
  checkedInAt: string | null;
}

export type VerdictKind = 'in' | 'already' | 'refused';

export interface Verdict {
  kind: VerdictKind;
  booking: number | null;
  name: string;
  tickets: number;
  /** When it was scanned. */
  at: string;
  /** Of who is in already. */
  since: string | null;
  /** Of who is refused: what is said of it is `door.why.<reason>`. */
  reason: string | null;
}

export interface DoorEvent {
  id: number;
  start_date: string;
  end_date: string;
}

const A_DAY_MS = 24 * 3_600_000;
const COMING = ['confirmed', 'completed'];
const REPEAT_MS = 3_000;
const MOST_FOUND = 20;

/** Whether who has this ticket may come in, as far as a door without a connection knows. */
export function judged(
  signed: SignedTicket | null,
  isGenuine: boolean,
  event: DoorEvent,
  guest: Guest | undefined,
  at: string,
): Verdict {
  const refused = (reason: string): Verdict => {
    const [name, tickets] = [guest?.name ?? '', guest?.tickets ?? 0];
    return { kind: 'refused', booking: guest?.booking ?? null, name, tickets, at, since: null, reason };
  };
  if (!signed) return refused('unknown');
  if (signed.ticket.event !== event.id) return refused('other_event');
  if (!isGenuine) return refused('unknown');
  if (!isOpen(event, at)) return refused('closed');
  const { booking, seats } = signed.ticket;
  if (guest && guest.tickets !== seats) return refused('unknown');
  if (guest && !COMING.includes(guest.status)) return refused(whyNot(guest.status));
  const name = guest?.name ?? '';
  if (guest?.checkedInAt)
    return { kind: 'already', booking, name, tickets: seats, at, since: guest.checkedInAt, reason: null };
  return { kind: 'in', booking, name, tickets: seats, at, since: null, reason: null };
}

function isOpen({ start_date: from, end_date: to }: DoorEvent, at: string): boolean {
  const now = Date.parse(at);
  return now >= Date.parse(from) - A_DAY_MS && now < Date.parse(to) + A_DAY_MS;
}

/** Of a booking that is not confirmed. */
export function whyNot(status: string): string {
  return ['pending', 'cancelled', 'expired'].includes(status) ? status : 'unknown';
}

/** A code that stays before the camera counts once; seen again after three seconds it counts again. */
export class Repeats {
  private readonly seenAt = new Map<string, number>();

  isNew(code: string, at: number): boolean {
    const isRepeated = at - (this.seenAt.get(code) ?? -Infinity) < REPEAT_MS;
    for (const [other, seenAt] of this.seenAt) if (at - seenAt >= REPEAT_MS) this.seenAt.delete(other);
    this.seenAt.set(code, at);
    return !isRepeated;
  }
}

/** Guests by words of their names, each as it begins, or by the number of their ticket. */
export function found(guests: Iterable<Guest>, asked: string): Guest[] {
  const words = plain(asked).split(' ').filter(Boolean);
  if (words.length === 0) return [];
  const matches: Guest[] = [];
  for (const guest of guests) {
    const names = plain(guest.name).split(' ');
    const isNumber = words.length === 1 && words[0]!.replace(/^#/, '') === String(guest.booking);
    const isNamed = words.every((word) => names.some((name) => name.startsWith(word)));
    if ((isNumber || isNamed) && COMING.includes(guest.status)) matches.push(guest);
  }
  return matches.sort((one, other) => one.name.localeCompare(other.name)).slice(0, MOST_FOUND);
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .trim()
    .replace(/[\s-]+/g, ' ');
}

export function ticketsInside(guests: Iterable<Guest>): number {
  let sum = 0;
  for (const { checkedInAt, tickets, status } of guests)
    if (checkedInAt !== null && COMING.includes(status)) sum += tickets;
  return sum;
}
