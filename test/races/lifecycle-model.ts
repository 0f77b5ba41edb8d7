import fc from 'fast-check';
import type { BookingStatus } from '../../src/booking/booking.api.js';
import type { Kernel } from '../support/kernel.js';

// A model of appointments, meetings and sessions in memory, by the table of transitions alone, and the moves on
// both.

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
const MISSABLE_MS = 7 * DAY_MS;
export const CAPACITY = 2;
export const HOST = 0;
const SESSION_HOURS = [10, 20];

export type Cause = 'booker' | 'host';

/** Times are milliseconds from the start of the day; a session is an index. */
export interface Held {
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
  session: number | null;
  claims: 'held' | 'suspended' | 'released';
}

export interface LifecycleModel {
  now: number;
  bookings: Held[];
  sessions: { start: number; isOpen: boolean }[];
}

export function newLifecycleModel(): LifecycleModel {
  const sessions = SESSION_HOURS.map((hour) => ({ start: hour * HOUR_MS, isOpen: true }));
  return { now: 0, bookings: [], sessions };
}

/** The product, with an hour of its own for each session. */
export class LifecycleReality {
  readonly ids: number[] = [];
  private static people = 0;
  /** How often which move came to what, over all sequences. */
  static readonly outcomes = new Map<string, number>();

  private constructor(
    readonly k: Kernel,
    readonly sessions: number[],
    private readonly firstPerson: number,
  ) {}

  static async in(k: Kernel): Promise<LifecycleReality> {
    k.clock.set(k.at(0));
    const firstPerson = (LifecycleReality.people += 10);
    const sessions: number[] = [];
    for (const hour of SESSION_HOURS) {
      const terms = { startsAt: k.at(hour), capacity: CAPACITY, organizerId: firstPerson + HOST };
      sessions.push(await k.slot({ kind: 'occurrence', ...terms }));
    }
    return new LifecycleReality(k, sessions, firstPerson);
  }

  person(n: number): number {
    return this.firstPerson + n;
  }

  at(ms: number): Date {
    return this.k.at(ms / HOUR_MS);
  }

  /** What is stored of every booking and session, as the model writes it. */
  async state(): Promise<string> {
    const { db } = this.k;
    const bookings = await db.query<{
      status: string;
      start: number;
      expires: number;
      paid: number;
      n: number;
    }>(
      `SELECT b.status, extract(epoch FROM b.starts_at - $2) / 3600 AS start, b.paid_cents AS paid,
         extract(epoch FROM b.expires_at - $2) / 3600 AS expires,
         (SELECT count(*) FROM booking.time_claims c WHERE c.booking_id = b.id AND NOT isempty(c.during)) AS n
       FROM booking.bookings b WHERE b.id = ANY($1) ORDER BY b.id`,
      [this.ids, this.at(0)],
    );
    const sessions = await db.query<{ state: string; start: number; taken: number }>(
      `SELECT state, extract(epoch FROM starts_at - $2) / 3600 AS start, taken FROM booking.offers
       WHERE kind = 'occurrence' AND ref_id = ANY($1) ORDER BY ref_id`,
      [this.sessions, this.at(0)],
    );
    const held = bookings.map(({ status, start, expires, paid, n }) =>
      [status, Number(start), expires === null ? '-' : Number(expires), paid, n].join(' '),
    );
    return [
      ...held,
      ...sessions.map(({ state, start, taken }) => [state, Number(start), taken].join(' ')),
    ].join('; ');
  }
}

function stateOf({ bookings, sessions }: LifecycleModel): string {
  const held = bookings.map(({ status, start, expires, paid, claims }) =>
    [status, start / HOUR_MS, expires === null ? '-' : expires / HOUR_MS, paid, claims === 'held' ? 4 : 0].join(
      ' ',
    ),
  );
  const open = sessions.map(({ start, isOpen }, session) =>
    [isOpen ? 'open' : 'cancelled', start / HOUR_MS, seatsOf(bookings, session).length].join(' '),
  );
  return [...held, ...open].join('; ');
}

export class Refused extends Error {}
export const invalid = () => new Refused('INVALID_TRANSITION');
export const taken = () => new Refused('SLOT_UNAVAILABLE');

const endOf = (booking: Held) => booking.start + HOUR_MS;
export const isLive = ({ status }: Held) => status === 'pending' || status === 'confirmed';
export const seatsOf = (bookings: Held[], session: number) =>
  bookings.filter((b) => b.session === session && b.status !== 'cancelled' && b.status !== 'expired');

/** The rules by the clock of one state of the model, and what they change. */
export class Ground {
  constructor(readonly model: LifecycleModel) {}

  lapsed = (b: Held) => b.status === 'pending' && b.expires! <= this.model.now;
  timeOver = (b: Held) => endOf(b) + b.graceMs <= this.model.now;
  longOver = (b: Held) => endOf(b) + MISSABLE_MS <= this.model.now;
  started = (b: Held) => b.start <= this.model.now;
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
    if (this.isLate(b, cause)) throw new Refused('TOO_LATE');
  }

  /** Lapsed holds that claim these people's hour are expired first. */
  free(people: number[], start: number): void {
    for (const b of this.model.bookings)
      if (this.lapsed(b) && this.meets(b, people, start)) this.end(b, 'expired');
  }

  requireFree(own: Held | null, people: number[], start: number, session: number | null): void {
    const isBusy = this.model.bookings.some(
      (b) =>
        b !== own &&
        b.claims === 'held' &&
        (session === null || b.session !== session) &&
        this.meets(b, people, start),
    );
    if (isBusy) throw taken();
  }

  end(b: Held, status: 'cancelled' | 'expired' | 'completed'): void {
    Object.assign(b, { status, claims: 'released' });
  }

  hasAnother(own: Held): boolean {
    return this.model.bookings.some(
      (b) =>
        b !== own && own.session !== null && b.session === own.session && b.person === own.person && isLive(b),
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
