import fc from 'fast-check';
import type { Kernel } from '../support/kernel.js';

// A model of the seats and the waitlist of one event, or of one session, in memory, as plain as the rules are
// told, and the moves on both.

const PEOPLE = 7;
const HOST = 9;
const CAPACITY = 4;
const HOLD_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;

interface Party {
  person: number;
  quantity: number;
}

interface Held extends Party {
  /** Null once it is confirmed. */
  offer: (Waiter & { expiresAt: number }) | null;
}

interface Waiter {
  /** Which entry it was, counted from the first. */
  entry: number;
  passed: number;
  lapses: number;
}

export type Waited = 'event' | 'occurrence';

export interface WaitlistModel {
  kind: Waited;
  /** A session is over once its last attendee has left it. */
  isOpen: boolean;
  now: number;
  capacity: number;
  seats: Held[];
  queue: (Party & Waiter)[];
  entries: number;
}

export function newWaitlistModel(now: Date, kind: Waited): WaitlistModel {
  return { kind, isOpen: true, now: now.getTime(), capacity: CAPACITY, seats: [], queue: [], entries: 0 };
}

const taken = (model: WaitlistModel) => model.seats.reduce((sum, { quantity }) => sum + quantity, 0);
const free = (model: WaitlistModel) => model.capacity - taken(model);

/** Seats go to the first whose party fits, one party after the other. */
function settle(model: WaitlistModel): void {
  for (;;) {
    const first = model.queue.findIndex(({ quantity }) => quantity <= free(model));
    const before = model.queue.slice(0, first);
    if (first < 0 || before.some(({ passed, quantity }) => passed === 3 && quantity <= model.capacity)) return;
    for (const party of before) party.passed = Math.min(3, party.passed + 1);
    const [{ person, quantity, ...waiter }] = model.queue.splice(first, 1) as [Party & Waiter];
    model.seats.push({ person, quantity, offer: { ...waiter, expiresAt: model.now + HOLD_MS } });
  }
}

/** Somebody gave up a seat. */
function left(model: WaitlistModel): void {
  settle(model);
  if (model.kind === 'occurrence' && model.seats.length === 0) model.isOpen = false;
}

/** The product, with an event or a session of its own. */
export class WaitlistReality {
  private static people = 0;

  private constructor(
    readonly k: Kernel,
    readonly offer: { kind: Waited; refId: number },
    private readonly startsAt: Date,
    private readonly firstPerson: number,
  ) {}

  static async in(k: Kernel, kind: Waited): Promise<WaitlistReality> {
    const startsAt = new Date(k.clock.now().getTime() + 400 * HOLD_MS);
    const firstPerson = (WaitlistReality.people += 10);
    const refId = await k.event({ kind, capacity: CAPACITY, startsAt, organizerId: firstPerson + HOST });
    return new WaitlistReality(k, { kind, refId }, startsAt, firstPerson);
  }

  book(n: number, quantity: number): Promise<unknown> {
    const [personId, hostId] = [this.person(n), this.person(HOST)];
    const { k, offer, startsAt } = this;
    if (offer.kind === 'event') return k.ticket(offer.refId, personId, quantity);
    const endsAt = new Date(startsAt.getTime() + HOUR_MS);
    const who = { personId, hostId, people: [hostId, personId] };
    const asked = { kind: 'appointment' as const, refId: null, startsAt, endsAt, expiresAt: null, quantity };
    return k.db.transaction((tx) => k.api.reserveTime(tx, { ...asked, ...who, session: offer }));
  }

  wait(n: number, quantity: number): Promise<unknown> {
    const hosted = this.offer.kind === 'event' ? {} : { hostId: this.person(HOST) };
    const party = { offer: this.offer, personId: this.person(n), quantity, ...hosted };
    return this.k.db.transaction((tx) => this.k.api.joinWaitlist(tx, party));
  }

  async takeUp(n: number): Promise<unknown> {
    const { k, offer } = this;
    const id = await this.bookingOf(n);
    if (offer.kind === 'event') return k.confirm(id);
    return k.db.transaction((tx) => k.api.takeUp(tx, id, { actorId: null }));
  }

  async leave(n: number): Promise<unknown> {
    const [entry] = await this.k.db.query<{ id: number }>(
      `SELECT w.id FROM booking.waitlist w JOIN booking.offers o ON o.id = w.offer_id
       WHERE o.kind = $1 AND o.ref_id = $2 AND w.person_id = $3 AND w.status IN ('waiting', 'offered')`,
      [this.offer.kind, this.offer.refId, this.person(n)],
    );
    const { k } = this;
    const waiting = (await k.api.findWaiting(k.db, entry!.id))!;
    return k.db.transaction((tx) => k.api.leaveWaitlist(tx, waiting, { actorId: null }));
  }

  person(n: number): number {
    return this.firstPerson + n;
  }

  async bookingOf(n: number): Promise<number> {
    const { kind, refId } = this.offer;
    const [found] = await this.k.db.query<{ id: number }>(
      `SELECT b.id FROM booking.bookings b JOIN booking.offers o ON o.id = b.offer_id
       WHERE o.kind = $1 AND o.ref_id = $2 AND b.person_id = $3 AND b.status IN ('pending', 'confirmed')`,
      [kind, refId, this.person(n)],
    );
    return found?.id ?? 0;
  }

  /** Who holds seats and who waits, as the model writes it. */
  async state(): Promise<string> {
    const [offer, seats, queue] = [
      await this.k.db.query<{ state: string }>(
        'SELECT state FROM booking.offers WHERE kind = $1 AND ref_id = $2',
        [this.offer.kind, this.offer.refId],
      ),
      await this.k.db.query<{ person: number; quantity: number; status: string }>(
        `SELECT b.person_id AS person, b.quantity, b.status FROM booking.bookings b
         JOIN booking.offers o ON o.id = b.offer_id WHERE o.kind = $1 AND o.ref_id = $2
         AND b.status IN ('pending', 'confirmed') ORDER BY b.person_id`,
        [this.offer.kind, this.offer.refId],
      ),
      await this.k.db.query<{ person: number; quantity: number; passed: number }>(
        `SELECT w.person_id AS person, w.quantity, w.passed_over AS passed FROM booking.waitlist w
         JOIN booking.offers o ON o.id = w.offer_id
         WHERE o.kind = $1 AND o.ref_id = $2 AND w.status = 'waiting' ORDER BY w.joined_at, w.id`,
        [this.offer.kind, this.offer.refId],
      ),
    ];
    const held = seats.map(
      (s) => `${s.person - this.firstPerson}:${s.quantity}${s.status === 'pending' ? '?' : ''}`,
    );
    const waiting = queue.map((w) => `${w.person - this.firstPerson}:${w.quantity}!${w.passed}`);
    return `${offer[0]!.state} ${held.join(' ')} | ${waiting.join(' ')}`;
  }
}

function stateOf({ isOpen, seats, queue }: WaitlistModel): string {
  const held = seats
    .toSorted((one, other) => one.person - other.person)
    .map(({ person, quantity, offer }) => `${person}:${quantity}${offer ? '?' : ''}`);
  const waiting = queue.map(({ person, quantity, passed }) => `${person}:${quantity}!${passed}`);
  return `${isOpen ? 'open' : 'cancelled'} ${held.join(' ')} | ${waiting.join(' ')}`;
}

abstract class Move implements fc.AsyncCommand<WaitlistModel, WaitlistReality> {
  check(_: Readonly<WaitlistModel>): boolean {
    return true;
  }

  async run(model: WaitlistModel, real: WaitlistReality): Promise<void> {
    const expected = this.expect(model);
    const found = await this.act(real, model).then(
      () => 'done',
      (error: { code?: string }) => {
        if (!error.code || !/^[A-Z_]+$/.test(error.code)) throw error;
        return error.code;
      },
    );
    if (found !== expected) throw new Error(`${this.toString()}: expected ${expected}, found ${found}`);
    const state = await real.state();
    if (state !== stateOf(model))
      throw new Error(`${this.toString()}: expected ${stateOf(model)}, found ${state}`);
  }

  /** The outcome by the model, which is changed accordingly. */
  protected abstract expect(model: WaitlistModel): string;
  protected abstract act(real: WaitlistReality, model: WaitlistModel): Promise<unknown>;
  abstract toString(): string;
}

class Book extends Move {
  constructor(
    readonly person: number,
    readonly quantity: number,
  ) {
    super();
  }

  protected expect(model: WaitlistModel): string {
    const { person, quantity } = this;
    if (model.seats.some((held) => held.person === person)) return 'ALREADY_BOOKED';
    if (!model.isOpen) return 'BOOKING_CLOSED';
    if (quantity > free(model)) return 'SOLD_OUT';
    if (model.queue.length > 0) return 'RESERVED_FOR_WAITLIST';
    model.seats.push({ person, quantity, offer: null });
    return 'done';
  }

  protected act(real: WaitlistReality): Promise<unknown> {
    return real.book(this.person, this.quantity);
  }

  toString = () => `book(${this.person}, ${this.quantity})`;
}

class Join extends Move {
  constructor(
    readonly person: number,
    readonly quantity: number,
  ) {
    super();
  }

  protected expect(model: WaitlistModel): string {
    const { person, quantity } = this;
    if (!model.isOpen) return 'BOOKING_CLOSED';
    if (model.seats.some((held) => held.person === person)) return 'ALREADY_BOOKED';
    if (model.queue.length === 0 && quantity <= free(model)) return 'SEATS_AVAILABLE';
    if (quantity > model.capacity) return 'VALIDATION_ERROR';
    if (model.queue.some((waiter) => waiter.person === person)) return 'ALREADY_WAITING';
    model.queue.push({ person, quantity, entry: model.entries++, passed: 0, lapses: 0 });
    settle(model);
    return 'done';
  }

  protected act(real: WaitlistReality): Promise<unknown> {
    return real.wait(this.person, this.quantity);
  }

  toString = () => `join(${this.person}, ${this.quantity})`;
}

class Leave extends Move {
  constructor(readonly person: number) {
    super();
  }

  override check({ queue, seats }: Readonly<WaitlistModel>): boolean {
    return [...queue, ...seats.filter(({ offer }) => offer)].some(({ person }) => person === this.person);
  }

  protected expect(model: WaitlistModel): string {
    model.queue = model.queue.filter(({ person }) => person !== this.person);
    const isOffered = model.seats.some(({ person }) => person === this.person);
    model.seats = model.seats.filter(({ person }) => person !== this.person);
    if (isOffered) left(model);
    else settle(model);
    return 'done';
  }

  protected act(real: WaitlistReality): Promise<unknown> {
    return real.leave(this.person);
  }

  toString = () => `leave(${this.person})`;
}

class Cancel extends Move {
  constructor(readonly person: number) {
    super();
  }

  override check({ seats }: Readonly<WaitlistModel>): boolean {
    return seats.some(({ person }) => person === this.person);
  }

  protected expect(model: WaitlistModel): string {
    model.seats = model.seats.filter(({ person }) => person !== this.person);
    left(model);
    return 'done';
  }

  protected async act(real: WaitlistReality): Promise<unknown> {
    return real.k.cancel(await real.bookingOf(this.person));
  }

  toString = () => `cancel(${this.person})`;
}

class Claim extends Cancel {
  protected override expect(model: WaitlistModel): string {
    model.seats.find(({ person }) => person === this.person)!.offer = null;
    return 'done';
  }

  protected override act(real: WaitlistReality): Promise<unknown> {
    return real.takeUp(this.person);
  }

  override toString = () => `claim(${this.person})`;
}

class Resize extends Move {
  constructor(readonly capacity: number) {
    super();
  }

  /** The seats of a session are those of its type when it was made. */
  override check({ kind }: Readonly<WaitlistModel>): boolean {
    return kind === 'event';
  }

  protected expect(model: WaitlistModel): string {
    if (this.capacity < taken(model)) return 'CAPACITY_BELOW_SEATS';
    model.capacity = this.capacity;
    settle(model);
    return 'done';
  }

  protected act({ k, offer: { kind, refId } }: WaitlistReality): Promise<unknown> {
    return k.db.transaction((tx) => k.api.changeOffer(tx, kind, refId, { capacity: this.capacity }));
  }

  toString = () => `resize(${this.capacity})`;
}

/** Hours go by, and the sweep comes. */
class Pass extends Move {
  constructor(readonly hours: number) {
    super();
  }

  protected expect(model: WaitlistModel): string {
    model.now += this.hours * HOUR_MS;
    const lapsed = model.seats.filter(({ offer }) => offer && offer.expiresAt <= model.now);
    model.seats = model.seats.filter((held) => !lapsed.includes(held));
    for (const { person, quantity, offer } of lapsed.sort(
      (one, other) => one.offer!.entry - other.offer!.entry,
    )) {
      if (offer!.lapses === 0)
        model.queue.push({ person, quantity, entry: offer!.entry, passed: 0, lapses: 1 });
    }
    settle(model);
    return 'done';
  }

  protected async act({ k }: WaitlistReality, model: WaitlistModel): Promise<void> {
    k.clock.set(new Date(model.now));
    await k.sweeps.expireHolds();
  }

  toString = () => `pass(${this.hours} h)`;
}

const person = fc.nat(PEOPLE - 1);
const party = fc.tuple(person, fc.integer({ min: 1, max: 4 }));

export const waitlistCommands: fc.Arbitrary<fc.AsyncCommand<WaitlistModel, WaitlistReality>>[] = [
  party.map(([p, quantity]) => new Book(p, quantity)),
  party.map(([p, quantity]) => new Join(p, quantity)),
  party.map(([p, quantity]) => new Join(p, quantity)),
  person.map((p) => new Leave(p)),
  person.map((p) => new Cancel(p)),
  person.map((p) => new Claim(p)),
  fc.integer({ min: 1, max: 6 }).map((capacity) => new Resize(capacity)),
  fc.constantFrom(1, 5, 12, 17, 24).map((hours) => new Pass(hours)),
];
