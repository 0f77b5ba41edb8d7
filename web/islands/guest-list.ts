import { answerOf, api, Refusal } from '../browser/api.js';
import type { Mark } from '../browser/waiting-marks.js';
import { rowsOf } from '../lib/csv.js';
import { ticketsInside, type Guest, type Verdict } from '../lib/door.js';
import type { DoorBody } from '../pages/door/door.js';

/** Who booked, in memory alone; names are not kept on the device of a door. */
export class GuestList {
  private guests = new Map<number, Guest>();
  /** What the door did while a list was on its way, which knows nothing of it. */
  private meanwhile = new Map<number, Guest>();
  private reading: Promise<void> | undefined;
  private isRead = false;
  private counted: number;
  private total: number;

  constructor(private readonly body: DoorBody) {
    this.counted = body.figures.checked_in_count;
    this.total = body.figures.total_attendees;
  }

  get facts() {
    const inside = this.isRead ? ticketsInside(this.guests.values()) : this.counted;
    return { inside, total: this.total, hasGuests: this.isRead };
  }

  all(): Iterable<Guest> {
    return this.guests.values();
  }

  find(booking: number): Guest | undefined {
    return this.guests.get(booking);
  }

  enter(booking: number, { name, tickets, at }: { name: string; tickets: number; at: string }): void {
    const known = this.guests.get(booking) ?? {
      booking,
      name,
      tickets,
      status: 'confirmed',
      checkedInAt: null,
    };
    this.put({ ...known, checkedInAt: known.checkedInAt ?? at });
  }

  leave(booking: number): void {
    const guest = this.guests.get(booking);
    if (guest) this.put({ ...guest, checkedInAt: null });
  }

  /** By hand, without a connection. */
  verdictOf(booking: number, at: string): Verdict {
    const { name, tickets, checkedInAt } = this.guests.get(booking)!;
    const kind = checkedInAt === null ? 'in' : 'already';
    return { kind, booking, name, tickets, at, since: checkedInAt, reason: null };
  }

  /** All of them by one request, where the figures say that something changed; what waits is laid over it. */
  refresh(waiting: readonly Mark[]): Promise<void> {
    return (this.reading ??= this.read(waiting).finally(() => (this.reading = undefined)));
  }

  private async read(waiting: readonly Mark[]): Promise<void> {
    const { id } = this.body.event;
    this.meanwhile.clear();
    const figures = await answerOf(api.GET('/api/v1/events/{id}/statistics', { params: { path: { id } } }));
    this.total = figures.total_attendees;
    const isSame = this.counted === figures.checked_in_count && this.seats === figures.total_attendees;
    if (this.isRead && isSame && waiting.length === 0) return;
    this.guests = await guestsOf(id);
    this.isRead = true;
    this.counted = figures.checked_in_count;
    const done = [...this.meanwhile.values()];
    for (const { event, act, booking, at } of waiting) {
      const guest = this.guests.get(booking);
      if (event !== id || !guest) continue;
      if (act === 'in') this.enter(booking, { ...guest, at });
      else this.leave(booking);
    }
    for (const guest of done)
      this.put({ ...guest, ...this.guests.get(guest.booking), checkedInAt: guest.checkedInAt });
  }

  private put(guest: Guest): void {
    this.guests.set(guest.booking, guest);
    this.meanwhile.set(guest.booking, guest);
  }

  private get seats(): number {
    let sum = 0;
    for (const { status, tickets } of this.guests.values()) if (isFirm(status)) sum += tickets;
    return sum;
  }
}

function isFirm(status: string): boolean {
  return status === 'confirmed' || status === 'completed';
}

export async function guestsOf(event: number): Promise<Map<number, Guest>> {
  const answer = await fetch(`/api/v1/events/${event}/bookings`, { headers: { accept: 'text/csv' } });
  if (!answer.ok) throw new Refusal(answer.status, {}, null);
  const rows = rowsOf(await answer.text()).map((row): [number, Guest] => {
    const booking = Number(row['id']);
    const [name, status, checkedInAt] = [
      row['user_name'] ?? '',
      row['status'] ?? '',
      row['checked_in_at'] || null,
    ];
    return [booking, { booking, name, tickets: Number(row['number_of_tickets']), status, checkedInAt }];
  });
  return new Map(rows);
}
