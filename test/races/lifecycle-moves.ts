import fc from 'fast-check';
import {
  BookingMove,
  claimsTime,
  DAY_MS,
  HOST,
  HOUR_MS,
  invalid,
  isLive,
  isSession,
  MINUTE_MS,
  Move,
  PRICE,
  Refused,
  seatsOf,
  SESSIONS,
  taken,
  type Cause,
  type Ground,
  type Held,
  type LifecycleModel,
  type LifecycleReality,
} from './lifecycle-model.js';
import { ticketCommands } from './ticket-moves.js';

const HOLD_MS = 30 * MINUTE_MS;
const HOST_ANSWERS_MS = 2 * DAY_MS;

interface Terms {
  kind: 'appointment' | 'meeting';
  awaitsHost: boolean;
  isPriced: boolean;
  hasNotice: boolean;
  session: number | null;
}

class Ask extends Move {
  constructor(
    readonly host: number,
    readonly person: number,
    readonly hour: number,
    readonly terms: Terms,
  ) {
    super();
  }

  protected expect(ground: Ground): void {
    const { model } = ground;
    const { awaitsHost, isPriced, hasNotice, kind, session } = this.terms;
    const [host, start] = session === null ? [this.host, this.hour * HOUR_MS] : [HOST, this.startOf(model)];
    const waits = awaitsHost ? (isPriced ? HOLD_MS : HOST_ANSWERS_MS) : isPriced ? HOLD_MS : null;
    if (waits !== null && start <= model.now) throw taken();
    const people = [host, this.person];
    ground.free(people, start);
    const made: Held = {
      ...{ kind, host, person: this.person, start, made: model.now, awaitsHost, paid: 0, checkedIn: null },
      ...{ offer: session, claims: 'held' },
      ...{ status: waits === null ? 'confirmed' : 'pending', price: isPriced ? PRICE : 0 },
      expires: waits === null ? null : Math.min(model.now + waits, start),
      noticeMs: hasNotice ? 2 * HOUR_MS : null,
      graceMs: kind === 'meeting' ? DAY_MS : 0,
    };
    if (session !== null) this.requireSeat(ground, made);
    ground.requireFree(null, people, start, session);
    model.bookings.push(made);
  }

  private requireSeat(ground: Ground, made: Held): void {
    const { bookings } = ground.model;
    const [isBookable, isFull] = [ground.isBookable(made.offer!), ground.isFull(made.offer!)];
    const own = bookings.filter((b) => b.offer === made.offer && b.person === made.person && isLive(b));
    const hasOwn =
      isBookable && !isFull ? own.length > 0 : own.some((b) => isLive({ ...b, status: ground.statusAt(b) }));
    if (hasOwn) throw new Refused('ALREADY_BOOKED');
    if (!isBookable) throw new Refused('BOOKING_CLOSED');
    if (isFull) throw new Refused('SOLD_OUT');
  }

  private startOf({ offers }: LifecycleModel): number {
    return offers[this.terms.session!]!.start;
  }

  protected async act(real: LifecycleReality, model: LifecycleModel): Promise<void> {
    const { kind, awaitsHost, isPriced, hasNotice, session } = this.terms;
    const [host, person] = [real.person(session === null ? this.host : HOST), real.person(this.person)];
    const start = session === null ? this.hour * HOUR_MS : this.startOf(model);
    const { id } = await real.k.db.transaction((tx) =>
      real.k.api.reserveTime(tx, {
        ...{ kind, refId: null, personId: person, hostId: host, people: [host, person], awaitsHost },
        ...{ startsAt: real.at(start), endsAt: real.at(start + HOUR_MS), priceCents: isPriced ? PRICE : 0 },
        expiresAt: isPriced ? new Date(real.k.clock.millis() + HOLD_MS) : null,
        noticeMinutes: hasNotice ? 120 : null,
        ...(session !== null && { session: { kind: 'occurrence', refId: real.offers[session]! } }),
      }),
    );
    real.ids.push(id);
  }

  toString = () => `ask(${this.host}, ${this.person}, at ${this.hour}, ${JSON.stringify(this.terms)})`;
}

class Wait extends Move {
  constructor(readonly minutes: number) {
    super();
  }

  protected expect({ model }: Ground): void {
    model.now += this.minutes * MINUTE_MS;
  }

  protected async act(real: LifecycleReality, model: LifecycleModel): Promise<void> {
    real.k.clock.set(real.at(model.now));
  }

  toString = () => `wait(${this.minutes} min)`;
}

class Sweep extends Move {
  protected expect(ground: Ground): void {
    for (const b of ground.model.bookings) {
      if (ground.lapsed(b)) ground.end(b, 'expired');
      else if (b.status === 'confirmed' && ground.timeOver(b)) ground.end(b, 'completed');
    }
  }

  protected async act({ k }: LifecycleReality): Promise<void> {
    await k.sweeps.expireHolds();
    await k.sweeps.complete();
  }

  toString = () => 'sweep()';
}

class Confirm extends BookingMove {
  constructor(
    nth: number,
    readonly byHost: boolean,
  ) {
    super(nth);
  }

  protected move(ground: Ground, booking: Held): void {
    const status = ground.statusAt(booking);
    if (status === 'confirmed') return;
    if (status !== 'pending') throw invalid();
    if (booking.awaitsHost && !this.byHost) throw new Refused('FORBIDDEN');
    if (booking.paid < booking.price) throw new Refused('PAYMENT_REQUIRED');
    Object.assign(booking, { status: 'confirmed', expires: null });
  }

  protected ask({ k }: LifecycleReality, id: number): Promise<unknown> {
    return k.db.transaction((tx) => k.api.confirm(tx, id, { actorId: 1, byHost: this.byHost }));
  }

  toString = () => `confirm(${this.nth}${this.byHost ? ', by its host' : ''})`;
}

class Pay extends BookingMove {
  constructor(
    nth: number,
    readonly cents: number,
  ) {
    super(nth);
  }

  protected move(ground: Ground, booking: Held): string {
    const hasLapsed = ground.statusAt(booking) === 'expired';
    const paid = booking.paid + this.cents;
    const isWhole = paid === booking.price;
    if (booking.status === 'expired') return isWhole ? this.payLate(ground, booking) : 'gone';
    if (booking.status !== 'pending' || paid > booking.price) return 'gone';
    if (hasLapsed && !(isWhole && this.canBeTakenAgain(ground, booking))) return 'gone';
    booking.paid = paid;
    if (isWhole && !booking.awaitsHost) {
      Object.assign(booking, { status: 'confirmed', expires: null });
      return hasLapsed ? 'rebooked' : 'confirmed';
    }
    if (isWhole) booking.expires = Math.min(booking.made + HOST_ANSWERS_MS, booking.start);
    return 'part_paid';
  }

  /** At the time that its offer has by now. */
  private payLate(ground: Ground, booking: Held): string {
    const { offer, host, person, awaitsHost, made } = booking;
    const start = offer === null ? booking.start : ground.model.offers[offer]!.start;
    if (offer !== null) ground.expire(offer);
    if (claimsTime(booking)) {
      ground.free([host, person], start);
      if (ground.isBusy(booking, [host, person], start, offer)) return 'gone';
    }
    const hasSeat = offer === null || !(ground.isFull(offer) || ground.hasAnother(booking));
    if (!hasSeat || !this.canBeTakenAgain(ground, booking)) return 'gone';
    const expires = awaitsHost ? Math.min(made + HOST_ANSWERS_MS, start) : null;
    const claims = claimsTime(booking) ? 'held' : 'released';
    Object.assign(booking, { status: awaitsHost ? 'pending' : 'confirmed', start, expires, claims });
    booking.paid = booking.price;
    return awaitsHost ? 'part_paid' : 'rebooked';
  }

  private canBeTakenAgain(ground: Ground, booking: Held): boolean {
    return booking.offer === null ? !ground.started(booking) : ground.isBookable(booking.offer);
  }

  protected async ask({ k }: LifecycleReality, id: number): Promise<string> {
    return (await k.record(id, this.cents)).outcome;
  }

  toString = () => `pay(${this.nth}, ${this.cents})`;
}

class Cancel extends BookingMove {
  constructor(
    nth: number,
    readonly cause: Cause,
    readonly isAlone: boolean,
  ) {
    super(nth);
  }

  protected move(ground: Ground, booking: Held): void {
    const { bookings, offers } = ground.model;
    const isWhole = isSession(booking) && this.cause === 'host' && !this.isAlone;
    if (!isWhole && ground.isMeetingHad(booking)) throw new Refused('TOO_LATE');
    ground.requireLive(booking, this.cause);
    if (!isSession(booking)) return ground.end(booking, 'cancelled');
    const session = booking.offer!;
    if (isWhole) {
      offers[session]!.isOpen = false;
      for (const b of bookings.filter((each) => each.offer === session && isLive(each))) {
        const status = ground.statusAt(b);
        if (status !== 'completed') ground.end(b, status === 'expired' ? 'expired' : 'cancelled');
      }
      return;
    }
    ground.end(booking, 'cancelled');
    if (seatsOf(bookings, session).length === 0) offers[session]!.isOpen = false;
  }

  protected ask({ k }: LifecycleReality, id: number): Promise<unknown> {
    const by = { actorId: 1, cause: this.cause, isAlone: this.isAlone };
    return k.db.transaction((tx) => k.api.cancel(tx, id, by));
  }

  toString = () => `cancel(${this.nth}, ${this.cause}${this.isAlone ? ', alone' : ''})`;
}

class Reschedule extends BookingMove {
  constructor(
    nth: number,
    readonly hour: number,
    readonly cause: Cause,
  ) {
    super(nth);
  }

  protected move(ground: Ground, booking: Held): void {
    ground.requireLive(booking, this.cause);
    const start = this.hour * HOUR_MS;
    if (isSession(booking) && this.cause === 'host') return this.moveSession(ground, booking.offer!, start);
    if (booking.offer !== null) throw invalid();
    const people = [booking.host, booking.person];
    ground.free(people, start);
    ground.requireFree(booking, people, start, null);
    booking.start = start;
    if (booking.status === 'pending') booking.expires = Math.min(booking.expires!, start);
  }

  /** With all its bookings, however long ago some of them are over. */
  private moveSession(ground: Ground, session: number, start: number): void {
    const { bookings, offers } = ground.model;
    const own = bookings.filter((b) => b.offer === session);
    const people = own
      .filter(({ claims }) => claims !== 'released')
      .flatMap(({ host, person }) => [host, person]);
    for (const b of own.filter(ground.lapsed)) ground.end(b, 'expired');
    ground.free(people, start);
    offers[session]!.start = start;
    for (const b of own.filter(isLive)) {
      if (b.status === 'pending') b.expires = Math.min(b.expires!, start);
      ground.requireFree(b, [b.host, b.person], start, session);
    }
    for (const b of own.filter(isLive)) b.start = start;
  }

  protected ask(real: LifecycleReality, id: number): Promise<unknown> {
    const to = { startsAt: real.at(this.hour * HOUR_MS), endsAt: real.at((this.hour + 1) * HOUR_MS) };
    const by = { actorId: 1, cause: this.cause };
    return real.k.db.transaction((tx) => real.k.api.reschedule(tx, id, to, by));
  }

  toString = () => `reschedule(${this.nth} to ${this.hour}, ${this.cause})`;
}

class Complete extends BookingMove {
  protected move(ground: Ground, booking: Held): void {
    if (ground.statusAt(booking) !== 'confirmed') throw invalid();
    ground.end(booking, 'completed');
  }

  protected ask({ k }: LifecycleReality, id: number): Promise<unknown> {
    return k.db.transaction((tx) => k.api.complete(tx, id, { actorId: 1 }));
  }

  toString = () => `complete(${this.nth})`;
}

class Miss extends BookingMove {
  protected move(ground: Ground, booking: Held): void {
    const isMissable = booking.status === 'confirmed' || booking.status === 'completed';
    if (!isMissable || !ground.started(booking) || ground.longOver(booking)) throw invalid();
    booking.status = 'no_show';
    if (booking.claims === 'held') booking.claims = 'suspended';
  }

  protected ask({ k }: LifecycleReality, id: number): Promise<unknown> {
    return k.db.transaction((tx) => k.api.markNoShow(tx, id, { actorId: 1 }));
  }

  toString = () => `miss(${this.nth})`;
}

class TakeBack extends BookingMove {
  protected move(ground: Ground, booking: Held): void {
    const people = [booking.host, booking.person];
    if (claimsTime(booking)) ground.free(people, booking.start);
    if (booking.status !== 'no_show' || ground.longOver(booking)) throw invalid();
    if (ground.timeOver(booking)) return ground.end(booking, 'completed');
    if (ground.hasAnother(booking)) throw new Refused('ALREADY_BOOKED');
    booking.status = 'confirmed';
    if (!claimsTime(booking)) return;
    ground.requireFree(booking, people, booking.start, booking.offer);
    booking.claims = 'held';
  }

  protected ask({ k }: LifecycleReality, id: number): Promise<unknown> {
    return k.db.transaction((tx) => k.api.takeNoShowBack(tx, id, { actorId: 1 }));
  }

  toString = () => `take back(${this.nth})`;
}

const nth = fc.nat(9);
const hour = fc.nat(44).map((half) => half / 2);
const cause = fc.constantFrom<Cause>('booker', 'host');
const terms: fc.Arbitrary<Terms> = fc.record({
  kind: fc.constantFrom('appointment', 'meeting'),
  awaitsHost: fc.boolean(),
  isPriced: fc.boolean(),
  hasNotice: fc.boolean(),
  session: fc.constant(null),
});
const seat: fc.Arbitrary<Terms> = fc.record({
  kind: fc.constant('appointment'),
  awaitsHost: fc.boolean(),
  isPriced: fc.boolean(),
  hasNotice: fc.boolean(),
  session: fc.constantFrom(...SESSIONS),
});
const asked = (of: fc.Arbitrary<Terms>) =>
  fc.tuple(fc.nat(1), fc.integer({ min: 2, max: 5 }), hour, of).map((all) => new Ask(...all));

export const lifecycleCommands: fc.Arbitrary<fc.AsyncCommand<LifecycleModel, LifecycleReality>>[] = [
  asked(terms),
  asked(terms),
  asked(seat),
  asked(seat),
  fc.tuple(nth, fc.boolean()).map((all) => new Confirm(...all)),
  fc.tuple(nth, fc.constantFrom(300, 600, PRICE)).map((all) => new Pay(...all)),
  fc.tuple(nth, cause, fc.boolean()).map((all) => new Cancel(...all)),
  fc.tuple(nth, hour, cause).map((all) => new Reschedule(...all)),
  nth.map((n) => new Complete(n)),
  nth.map((n) => new Miss(n)),
  nth.map((n) => new TakeBack(n)),
  fc.constantFrom(15, 30, 60, 240, 720, 2_880, 8 * 1_440).map((minutes) => new Wait(minutes)),
  fc.constant(new Sweep()),
  ...ticketCommands,
];
