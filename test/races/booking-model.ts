import fc from 'fast-check';
import type { Kernel } from '../support/kernel.js';

// A model of booking in memory, as simple as can be, and the moves that are made on it and on the product
// alike.

const SLOTS = 3;
const HOLD_MS = 30 * 60_000;
const PRICES = [0, 1_000, 0];
const CAPACITIES = [1, 3, 2];

type Status = 'pending' | 'confirmed' | 'cancelled' | 'expired';

interface Seats {
  slot: number;
  person: number;
  quantity: number;
  status: Status;
  paid: boolean;
  expiresAt: number;
}

interface Meeting {
  people: [number, number];
  from: number;
  to: number;
  buffer: number;
  live: boolean;
}

export interface Model {
  now: number;
  slots: { capacity: number; price: number; withdrawn: boolean }[];
  seats: Seats[];
  meetings: Meeting[];
}

export function newModel(now: Date): Model {
  const slots = CAPACITIES.map((capacity, n) => ({ capacity, price: PRICES[n]!, withdrawn: false }));
  return { now: now.getTime(), slots, seats: [], meetings: [] };
}

/** The product, with the ids it gave to what the model counts from 0. */
export class Reality {
  readonly seatIds: number[] = [];
  readonly meetingIds: number[] = [];
  /** Moves made so far, in all sequences. */
  static moves = 0;
  private static people = 0;

  private constructor(
    readonly k: Kernel,
    readonly slots: number[],
    private readonly firstPerson: number,
  ) {}

  static async in(k: Kernel): Promise<Reality> {
    const slots: number[] = [];
    for (let n = 0; n < SLOTS; n++)
      slots.push(await k.slot({ capacity: CAPACITIES[n], priceCents: PRICES[n] }));
    return new Reality(k, slots, (Reality.people += 10));
  }

  person(n: number): number {
    return this.firstPerson + n;
  }

  /** The refusal's code, or `done`. */
  async outcome(work: () => Promise<unknown>): Promise<string> {
    try {
      await work();
      return 'done';
    } catch (error) {
      const { code } = error as { code?: string };
      if (!code || !/^[A-Z_]+$/.test(code)) throw error;
      return code;
    }
  }
}

const isLive = (booking: Seats, now: number) =>
  booking.status === 'confirmed' || (booking.status === 'pending' && booking.expiresAt > now);

const takenOf = (model: Model, slot: number) =>
  model.seats
    .filter((booking) => booking.slot === slot && isLive(booking, model.now))
    .reduce((sum, b) => sum + b.quantity, 0);

/** The first of its people is the host, and its buffers are the host's alone. */
const bufferFor = ({ people: [host], buffer }: Meeting, person: number) => (person === host ? buffer / 60 : 0);

const clash = (x: Meeting, y: Meeting) =>
  x.people.some((person) => {
    const gap = Math.max(bufferFor(x, person), bufferFor(y, person));
    return y.people.includes(person) && x.from < y.to + gap && y.from < x.to + gap;
  });

abstract class Move implements fc.AsyncCommand<Model, Reality> {
  check(_: Readonly<Model>): boolean {
    return true;
  }

  async run(model: Model, real: Reality): Promise<void> {
    Reality.moves++;
    const expected = this.expect(model);
    const found = await real.outcome(() => this.act(real, model));
    if (found !== expected) throw new Error(`${this.toString()}: expected ${expected}, found ${found}`);
    await this.compare(model, real);
  }

  /** The outcome by the model, which is changed accordingly. */
  protected abstract expect(model: Model): string;
  protected abstract act(real: Reality, model: Model): Promise<unknown>;

  /** Seats as the view shows them, and times as they stand. */
  private async compare(model: Model, real: Reality): Promise<void> {
    const limits = { at: real.k.clock.now(), most: 1_000 };
    const holders = await real.k.api.seatHoldersOf('slot', real.slots, limits);
    real.slots.forEach((refId, slot) => {
      const mine = holders.filter((booking) => booking.refId === refId);
      const taken = mine.reduce((sum, { quantity }) => sum + quantity, 0);
      if (taken !== takenOf(model, slot)) {
        throw new Error(
          `${this.toString()}: slot ${slot} has ${taken} seats taken, ${takenOf(model, slot)} by the model`,
        );
      }
    });
  }

  abstract toString(): string;
}

class Book extends Move {
  constructor(
    readonly slot: number,
    readonly person: number,
    readonly quantity: number,
  ) {
    super();
  }

  protected expect(model: Model): string {
    const { slot, person, quantity } = this;
    const { capacity, price, withdrawn } = model.slots[slot]!;
    if (withdrawn) return 'VALIDATION_ERROR';
    const own = model.seats.some((b) => b.slot === slot && b.person === person && isLive(b, model.now));
    if (own) return 'ALREADY_BOOKED';
    if (takenOf(model, slot) + quantity > capacity) return 'SLOT_UNAVAILABLE';
    const status = price > 0 ? 'pending' : 'confirmed';
    model.seats.push({ slot, person, quantity, status, paid: price === 0, expiresAt: model.now + HOLD_MS });
    return 'done';
  }

  protected async act(real: Reality): Promise<void> {
    real.seatIds.push((await real.k.book(real.slots[this.slot]!, real.person(this.person), this.quantity)).id);
  }

  toString = () => `book(slot ${this.slot}, person ${this.person}, ${this.quantity})`;
}

/** A move of the n-th booking of seats, if there is one. */
abstract class SeatMove extends Move {
  constructor(readonly nth: number) {
    super();
  }

  override check({ seats }: Readonly<Model>): boolean {
    return seats.length > 0;
  }

  protected at<T>(list: T[]): T {
    return list[this.nth % list.length]!;
  }
}

class Cancel extends SeatMove {
  protected expect(model: Model): string {
    const booking = this.at(model.seats);
    if (!isLive(booking, model.now)) return 'INVALID_TRANSITION';
    booking.status = 'cancelled';
    return 'done';
  }

  protected act({ k, seatIds }: Reality): Promise<unknown> {
    return k.db.transaction((tx) => k.api.cancel(tx, this.at(seatIds), { actorId: 1, cause: 'booker' }));
  }

  toString = () => `cancel(${this.nth})`;
}

class Confirm extends SeatMove {
  protected expect(model: Model): string {
    const booking = this.at(model.seats);
    if (!isLive(booking, model.now)) return 'INVALID_TRANSITION';
    if (!booking.paid) return 'PAYMENT_REQUIRED';
    booking.status = 'confirmed';
    return 'done';
  }

  protected act({ k, seatIds }: Reality): Promise<unknown> {
    return k.db.transaction((tx) => k.api.confirm(tx, this.at(seatIds), { actorId: 1 }));
  }

  toString = () => `confirm(${this.nth})`;
}

class Pay extends SeatMove {
  protected expect(model: Model): string {
    this.at(model.seats).paid = true;
    return 'done';
  }

  protected act({ k, seatIds }: Reality): Promise<unknown> {
    return k.db.query('UPDATE booking.bookings SET paid_cents = price_cents WHERE id = $1', [this.at(seatIds)]);
  }

  toString = () => `pay(${this.nth})`;
}

class Wait extends Move {
  constructor(readonly minutes: number) {
    super();
  }

  protected expect(model: Model): string {
    model.now += this.minutes * 60_000;
    return 'done';
  }

  protected async act({ k }: Reality, model: Model): Promise<void> {
    k.clock.set(new Date(model.now));
  }

  toString = () => `wait(${this.minutes} min)`;
}

class Sweep extends Move {
  protected expect(): string {
    return 'done';
  }

  protected act({ k }: Reality): Promise<unknown> {
    return k.sweeps.expireHolds();
  }

  toString = () => 'sweep()';
}

class Resize extends Move {
  constructor(
    readonly slot: number,
    readonly capacity: number,
  ) {
    super();
  }

  protected expect(model: Model): string {
    if (this.capacity < takenOf(model, this.slot)) return 'CAPACITY_BELOW_SEATS';
    model.slots[this.slot]!.capacity = this.capacity;
    return 'done';
  }

  protected act({ k, slots }: Reality): Promise<unknown> {
    const changes = { capacity: this.capacity };
    return k.db.transaction((tx) => k.api.changeOffer(tx, 'slot', slots[this.slot]!, changes));
  }

  toString = () => `resize(slot ${this.slot}, ${this.capacity})`;
}

class Withdraw extends Move {
  constructor(readonly slot: number) {
    super();
  }

  protected expect(model: Model): string {
    model.slots[this.slot]!.withdrawn = true;
    for (const booking of model.seats) {
      if (booking.slot === this.slot && isLive(booking, model.now)) booking.status = 'cancelled';
    }
    return 'done';
  }

  protected act({ k, slots }: Reality): Promise<unknown> {
    return k.db.transaction((tx) =>
      k.api.withdrawOffer(tx, 'slot', slots[this.slot]!, { actorId: 1, isRemoved: true }),
    );
  }

  toString = () => `withdraw(slot ${this.slot})`;
}

class Meet extends Move {
  constructor(
    readonly people: [number, number],
    readonly from: number,
    readonly buffer: number,
  ) {
    super();
  }

  protected expect(model: Model): string {
    const { people, from, buffer } = this;
    const meeting = { people, from, to: from + 1, buffer, live: true };
    if (model.meetings.some((other) => other.live && clash(meeting, other))) return 'SLOT_UNAVAILABLE';
    model.meetings.push(meeting);
    return 'done';
  }

  protected async act(real: Reality): Promise<void> {
    const [host, person] = this.people.map((n) => real.person(n)) as [number, number];
    const buffers = { before: this.buffer, after: this.buffer };
    real.meetingIds.push((await real.k.meet(host, person, this.from, this.from + 1, buffers)).id);
  }

  toString = () => `meet(${this.people.join(' and ')} at ${this.from}, buffer ${this.buffer})`;
}

/** A move of the n-th meeting, if there is one. */
abstract class MeetingMove extends Move {
  constructor(readonly nth: number) {
    super();
  }

  override check({ meetings }: Readonly<Model>): boolean {
    return meetings.length > 0;
  }

  protected at<T>(list: T[]): T {
    return list[this.nth % list.length]!;
  }
}

class Reschedule extends MeetingMove {
  constructor(
    nth: number,
    readonly from: number,
  ) {
    super(nth);
  }

  protected expect(model: Model): string {
    const meeting = this.at(model.meetings);
    if (!meeting.live) return 'INVALID_TRANSITION';
    const moved = { ...meeting, from: this.from, to: this.from + 1 };
    if (model.meetings.some((other) => other.live && other !== meeting && clash(moved, other)))
      return 'SLOT_UNAVAILABLE';
    Object.assign(meeting, moved);
    return 'done';
  }

  protected act({ k, meetingIds }: Reality): Promise<unknown> {
    const to = { startsAt: k.at(this.from), endsAt: k.at(this.from + 1) };
    return k.db.transaction((tx) =>
      k.api.reschedule(tx, this.at(meetingIds), to, { actorId: 1, cause: 'booker' }),
    );
  }

  toString = () => `reschedule(${this.nth} to ${this.from})`;
}

class CallOff extends MeetingMove {
  protected expect(model: Model): string {
    const meeting = this.at(model.meetings);
    if (!meeting.live) return 'INVALID_TRANSITION';
    meeting.live = false;
    return 'done';
  }

  protected act({ k, meetingIds }: Reality): Promise<unknown> {
    return k.db.transaction((tx) => k.api.cancel(tx, this.at(meetingIds), { actorId: 1, cause: 'host' }));
  }

  toString = () => `call off(${this.nth})`;
}

const slot = fc.nat(SLOTS - 1);
const person = fc.nat(3);
const nth = fc.nat(9);
const hour = fc.nat(16).map((half) => half / 2);
const pair = fc.constantFrom<[number, number]>([0, 1], [0, 2], [1, 2], [2, 3]);

export const bookingCommands: fc.Arbitrary<fc.AsyncCommand<Model, Reality>>[] = [
  fc.tuple(slot, person, fc.integer({ min: 1, max: 3 })).map(([s, p, quantity]) => new Book(s, p, quantity)),
  nth.map((n) => new Cancel(n)),
  nth.map((n) => new Confirm(n)),
  nth.map((n) => new Pay(n)),
  fc.constantFrom(1, 7, 11, 15, 29, 30, 31, 45).map((minutes) => new Wait(minutes)),
  fc.constant(new Sweep()),
  fc.tuple(slot, fc.integer({ min: 1, max: 4 })).map(([s, capacity]) => new Resize(s, capacity)),
  slot.map((s) => new Withdraw(s)),
  fc
    .tuple(pair, hour, fc.constantFrom(0, 15, 30))
    .map(([people, from, buffer]) => new Meet(people, from, buffer)),
  fc.tuple(nth, hour).map(([n, from]) => new Reschedule(n, from)),
  nth.map((n) => new CallOff(n)),
];
