import fc from 'fast-check';
import {
  BookingMove,
  EVENTS,
  HOST,
  isLive,
  MINUTE_MS,
  Move,
  Refused,
  type Ground,
  type Held,
  type LifecycleModel,
  type LifecycleReality,
} from './lifecycle-model.js';

const HOLD_MS = 30 * MINUTE_MS;
const FIRM = ['confirmed', 'completed'];

class Buy extends Move {
  constructor(
    readonly person: number,
    readonly event: number,
  ) {
    super();
  }

  protected expect(ground: Ground): void {
    const { bookings, offers, now } = ground.model;
    const { start, price } = offers[this.event]!;
    const own = bookings.filter((b) => b.offer === this.event && b.person === this.person);
    if (own.some((b) => isLive({ ...b, status: ground.statusAt(b) }))) throw new Refused('ALREADY_BOOKED');
    if (!ground.isBookable(this.event)) throw new Refused('BOOKING_CLOSED');
    // Lapsed holds are ended where they stand in the way.
    if (ground.isFull(this.event) || own.some(isLive)) ground.expire(this.event);
    if (ground.isFull(this.event)) throw new Refused('SOLD_OUT');
    bookings.push({
      ...{ kind: 'ticket', host: HOST, person: this.person, start, made: now, price, paid: 0 },
      ...{ awaitsHost: false, noticeMs: null, graceMs: 0, offer: this.event, claims: 'released' },
      ...{ status: price > 0 ? 'pending' : 'confirmed', checkedIn: null },
      expires: price > 0 ? Math.min(now + HOLD_MS, start) : null,
    });
  }

  protected async act(real: LifecycleReality): Promise<void> {
    real.ids.push((await real.k.ticket(real.offers[this.event]!, real.person(this.person))).id);
  }

  toString = () => `buy(person ${this.person}, event ${this.event})`;
}

/** A move of the n-th ticket; of another booking, if there is none. */
abstract class TicketMove extends BookingMove {
  protected override indexIn(model: LifecycleModel): number {
    const tickets = [...model.bookings.keys()].filter((index) => model.bookings[index]!.kind === 'ticket');
    return tickets[this.nth % tickets.length] ?? super.indexIn(model);
  }
}

class CheckIn extends TicketMove {
  protected move(ground: Ground, booking: Held): void {
    if (booking.kind !== 'ticket') throw new Refused('NO_TICKET');
    if (!FIRM.includes(ground.statusAt(booking))) throw new Refused('BOOKING_NOT_CONFIRMED');
    if (booking.checkedIn !== null) throw new Refused('ALREADY_CHECKED_IN');
    if (!ground.isDoorOpen(booking)) throw new Refused('CHECK_IN_CLOSED');
    booking.checkedIn = ground.model.now;
  }

  protected ask({ k }: LifecycleReality, id: number): Promise<unknown> {
    return k.db.transaction((tx) => k.checkIns.checkIn(tx, id, { actorId: 1, at: k.clock.now() }));
  }

  toString = () => `check in(${this.nth})`;
}

class UndoCheckIn extends TicketMove {
  protected move(ground: Ground, booking: Held): void {
    if (booking.kind !== 'ticket') throw new Refused('NO_TICKET');
    if (!ground.isDoorOpen(booking)) throw new Refused('CHECK_IN_CLOSED');
    booking.checkedIn = null;
  }

  protected ask({ k }: LifecycleReality, id: number): Promise<unknown> {
    return k.db.transaction((tx) => k.checkIns.undo(tx, id, { actorId: 1, at: k.clock.now() }));
  }

  toString = () => `undo check-in(${this.nth})`;
}

const nth = fc.nat(9);
const bought = fc
  .tuple(fc.integer({ min: 2, max: 5 }), fc.constantFrom(...EVENTS))
  .map((all) => new Buy(...all));

export const ticketCommands: fc.Arbitrary<fc.AsyncCommand<LifecycleModel, LifecycleReality>>[] = [
  bought,
  bought,
  nth.map((n) => new CheckIn(n)),
  nth.map((n) => new CheckIn(n)),
  nth.map((n) => new UndoCheckIn(n)),
];
