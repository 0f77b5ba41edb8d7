import fc from 'fast-check';
import type { BookingStatus } from '../../src/booking/booking.api.js';
import type { Kernel } from '../support/kernel.js';

// A model of appointments, meetings, sessions and tickets in memory, by the table of transitions alone, and the
// moves on both.

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
const MISSABLE_MS = 7 * DAY_MS;
const CHECK_IN_MS = DAY_MS;
export const CAPACITY = 2;
export const HOST = 0;
export const PRICE = 900;
const OFFERS = [
  { kind: 'occurrence', hour: 10, priceCents: 0 },
  { kind: 'occurrence', hour: 20, priceCents: 0 },
  { kind: 'event', hour: 25, priceCents: 0 },
  { kind: 'event', hour: 28, priceCents: PRICE },
] as const;
const indexesOf = (kind: string) => OFFERS.flatMap((offer, index) => (offer.kind === kind ? [index] : []));
export const SESSIONS = indexesOf('occurrence');
export const EVENTS = indexesOf('event');

export type Cause = 'booker' | 'host';

/** Times are milliseconds from the start of the day; an offer is an index. */
export interface Held {
  kind: 'appointment' | 'meeting' | 'ticket';
  host: number;
  person: number;
  start: number;
  /** As it is stored: what time has brought it to may not be written yet. */
  status: BookingStatus;
  expires: number | null;
  made: number;
  awaitsHost: boolean;
  price: number;
  paid: number;
  noticeMs: number | null;
  graceMs: number;
  /** Null: people's time alone. */
  offer: number | null;
  claims: 'held' | 'suspended' | 'released';
  checkedIn: number | null;
}

export interface LifecycleModel {
  now: number;
  bookings: Held[];
  offers: { start: number; isOpen: boolean; price: number }[];
}

export function newLifecycleModel(): LifecycleModel {
  const offers = OFFERS.map(({ hour, priceCents }) => ({
    start: hour * HOUR_MS,
    isOpen: true,
    price: priceCents,
  }));
  return { now: 0, bookings: [], offers };
}

/** The product, with an hour of its own for each offer. */
export class LifecycleReality {
  readonly ids: number[] = [];
  private static people = 0;
  /** How often which move came to what, over all sequences. */
  static readonly outcomes = new Map<string, number>();

  private constructor(
    readonly k: Kernel,
    readonly offers: number[],
    private readonly firstPerson: number,
  ) {}

  static async in(k: Kernel): Promise<LifecycleReality> {
    k.clock.set(k.at(0));
    const firstPerson = (LifecycleReality.people += 10);
    const offers: number[] = [];
    for (const { hour, ...terms } of OFFERS) {
      const times = { startsAt: k.at(hour), capacity: CAPACITY, organizerId: firstPerson + HOST };
      offers.push(await k.slot({ ...terms, ...times }));
    }
    return new LifecycleReality(k, offers, firstPerson);
  }

  person(n: number): number {
    return this.firstPerson + n;
  }

  at(ms: number): Date {
    return this.k.at(ms / HOUR_MS);
  }

  /** What is stored of every booking and offer, as the model writes it. */
  async state(): Promise<string> {
    const { db } = this.k;
    const bookings = await db.query<{
      status: string;
      start: number;
      expires: number;
      paid: number;
      n: number;
      entered: number;
    }>(
      `SELECT b.status, extract(epoch FROM b.starts_at - $2) / 3600 AS start, b.paid_cents AS paid,
         extract(epoch FROM b.expires_at - $2) / 3600 AS expires,
         extract(epoch FROM b.checked_in_at - $2) / 3600 AS entered,
         (SELECT count(*) FROM booking.time_claims c WHERE c.booking_id = b.id AND NOT isempty(c.during)) AS n
       FROM booking.bookings b WHERE b.id = ANY($1) ORDER BY b.id`,
      [this.ids, this.at(0)],
    );
    const offers = await db.query<{ state: string; start: number; taken: number }>(
      `SELECT state, extract(epoch FROM starts_at - $2) / 3600 AS start, taken FROM booking.offers
       WHERE ref_id = ANY($1) ORDER BY ref_id`,
      [this.offers, this.at(0)],
    );
    const hour = (value: number | null) => (value === null ? '-' : Number(value));
    const held = bookings.map(({ status, start, expires, paid, n, entered }) =>
      [status, hour(start), hour(expires), paid, n, hour(entered)].join(' '),
    );
    return [...held, ...offers.map(({ state, start, taken }) => [state, hour(start), taken].join(' '))].join(
      '; ',
    );
  }
}

function stateOf({ bookings, offers }: LifecycleModel): string {
  const hour = (ms: number | null) => (ms === null ? '-' : ms / HOUR_MS);
  const held = bookings.map(({ status, start, expires, paid, claims, checkedIn }) =>
    [status, hour(start), hour(expires), paid, claims === 'held' ? 4 : 0, hour(checkedIn)].join(' '),
  );
  const open = offers.map(({ start, isOpen }, offer) =>
    [isOpen ? 'open' : 'cancelled', hour(start), seatsOf(bookings, offer).length].join(' '),
  );
  return [...held, ...open].join('; ');
}

export class Refused extends Error {}
export const invalid = () => new Refused('INVALID_TRANSITION');
export const taken = () => new Refused('SLOT_UNAVAILABLE');

const endOf = (booking: Held) => booking.start + HOUR_MS;
export const isLive = ({ status }: Held) => status === 'pending' || status === 'confirmed';
export const claimsTime = ({ kind }: Held) => kind !== 'ticket';
export const isSession = (b: Held) => b.offer !== null && claimsTime(b);
export const seatsOf = (bookings: Held[], offer: number) =>
  bookings.filter((b) => b.offer === offer && b.status !== 'cancelled' && b.status !== 'expired');

/** The rules by the clock of one state of the model, and what they change. */
export class Ground {
  constructor(readonly model: LifecycleModel) {}

  lapsed = (b: Held) => b.status === 'pending' && b.expires! <= this.model.now;
  timeOver = (b: Held) => endOf(b) + b.graceMs <= this.model.now;
  longOver = (b: Held) => endOf(b) + MISSABLE_MS <= this.model.now;
  started = (b: Held) => b.start <= this.model.now;
  isDoorOpen = (b: Held) => b.start - CHECK_IN_MS <= this.model.now && this.model.now < endOf(b) + CHECK_IN_MS;
  isLate = (b: Held, cause: Cause) =>
    cause === 'booker' && b.noticeMs !== null && this.model.now > b.start - b.noticeMs;

  isMeetingHad(b: Held): boolean {
    return b.graceMs > 0 && this.statusAt(b) === 'completed';
  }

  statusAt(b: Held): BookingStatus {
    if (this.lapsed(b)) return 'expired';
    return b.status === 'confirmed' && this.timeOver(b) ? 'completed' : b.status;
  }

  requireLive(b: Held, cause: Cause): void {
    if (!['pending', 'confirmed'].includes(this.statusAt(b))) throw invalid();
    if (b.checkedIn !== null) throw new Refused('ALREADY_CHECKED_IN');
    if (this.isLate(b, cause)) throw new Refused('TOO_LATE');
  }

  /** Lapsed holds that claim these people's hour are expired first. */
  free(people: number[], start: number): void {
    for (const b of this.model.bookings)
      if (this.lapsed(b) && b.claims === 'held' && this.meets(b, people, start)) this.end(b, 'expired');
  }

  expire(offer: number): void {
    for (const b of this.model.bookings) if (b.offer === offer && this.lapsed(b)) this.end(b, 'expired');
  }

  isBookable(offer: number): boolean {
    const { isOpen, start } = this.model.offers[offer]!;
    return isOpen && this.model.now < start;
  }

  isFull(offer: number): boolean {
    return seatsOf(this.model.bookings, offer).length >= CAPACITY;
  }

  requireFree(own: Held | null, people: number[], start: number, offer: number | null): void {
    if (this.isBusy(own, people, start, offer)) throw taken();
  }

  isBusy(own: Held | null, people: number[], start: number, offer: number | null): boolean {
    return this.model.bookings.some(
      (b) =>
        b !== own &&
        b.claims === 'held' &&
        (offer === null || b.offer !== offer) &&
        this.meets(b, people, start),
    );
  }

  end(b: Held, status: 'cancelled' | 'expired' | 'completed'): void {
    Object.assign(b, { status, claims: 'released' });
  }

  hasAnother(own: Held): boolean {
    return this.model.bookings.some(
      (b) => b !== own && own.offer !== null && b.offer === own.offer && b.person === own.person && isLive(b),
    );
  }

  private meets(b: Held, people: number[], start: number): boolean {
    const isShared = people.includes(b.host) || people.includes(b.person);
    return isShared && b.start < start + HOUR_MS && start < endOf(b);
  }
}

export abstract class Move implements fc.AsyncCommand<LifecycleModel, LifecycleReality> {
  check(_: Readonly<LifecycleModel>): boolean {
    return true;
  }

  async run(model: LifecycleModel, real: LifecycleReality): Promise<void> {
    const expected = this.expected(model);
    const found = await this.act(real, model).then(
      (said) => (typeof said === 'string' ? said : 'done'),
      (error: { code?: string }) => {
        if (!error.code || !/^[A-Z_]+$/.test(error.code)) throw error;
        return error.code;
      },
    );
    const outcome = `${this.constructor.name} ${found}`;
    LifecycleReality.outcomes.set(outcome, (LifecycleReality.outcomes.get(outcome) ?? 0) + 1);
    if (found !== expected) throw new Error(`${this.toString()}: expected ${expected}, found ${found}`);
    const [state, known] = [await real.state(), stateOf(model)];
    if (state !== known) throw new Error(`${this.toString()}: expected ${known}, found ${state}`);
  }

  /** The model is left as it was by what is refused. */
  private expected(model: LifecycleModel): string {
    const before = structuredClone(model);
    try {
      return this.expect(new Ground(model)) ?? 'done';
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      Object.assign(model, before);
      return error.message;
    }
  }

  /** Changes the model, or throws what the move is refused with. */
  protected abstract expect(ground: Ground): string | void;
  protected abstract act(real: LifecycleReality, model: LifecycleModel): Promise<unknown>;
  abstract toString(): string;
}

/** A move of the n-th booking, if there is one. */
export abstract class BookingMove extends Move {
  constructor(readonly nth: number) {
    super();
  }

  override check({ bookings }: Readonly<LifecycleModel>): boolean {
    return bookings.length > 0;
  }

  protected expect(ground: Ground): string | void {
    return this.move(ground, ground.model.bookings[this.indexIn(ground.model)]!);
  }

  protected act(real: LifecycleReality, model: LifecycleModel): Promise<unknown> {
    return this.ask(real, real.ids[this.indexIn(model)]!);
  }

  protected indexIn({ bookings }: LifecycleModel): number {
    return this.nth % bookings.length;
  }

  protected abstract move(ground: Ground, booking: Held): string | void;
  protected abstract ask(real: LifecycleReality, id: number): Promise<unknown>;
}
