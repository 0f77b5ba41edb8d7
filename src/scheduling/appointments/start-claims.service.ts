import { Injectable } from '@nestjs/common';
import { BookingApi, type BookingData } from '../../booking/booking.api.js';
import { AlreadyBooked, ReservedForWaitlist } from '../../booking/booking.errors.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Config } from '../../platform/config/config.js';
import type { Tx } from '../../platform/database/tx.js';
import { Clock } from '../../shared/clock.js';
import type { PublishedType } from '../event-types/published-types.queries.js';
import { TimeConflict } from '../scheduling.errors.js';
import { slotTermsOf } from '../slots/slot-terms.policy.js';
import { SlotsService, type NotOffered } from '../slots/slots.service.js';
import { AppointmentsQueries } from './appointments.queries.js';
import { SessionsService } from './sessions.service.js';

const MINUTE_MS = 60_000;

export interface WantedStart extends PublishedType {
  startsAt: Date;
  endsAt: Date;
  party: number;
  email: string;
  caller: Caller | null;
  waits: boolean;
}

/** Whoever asks: not for this party. */
export class StartRefused extends Error {
  constructor(
    readonly published: PublishedType,
    readonly reason: NotOffered | ReservedForWaitlist,
  ) {
    super(reason.message);
  }
}

/** Who asked for its seats waits for them. */
class SessionFull extends Error {
  constructor(readonly session: number) {
    super();
  }
}

/** Takes a start's time, or seats of its session, for an appointment that is about to be made. */
@Injectable()
export class StartClaimsService {
  constructor(
    private readonly slots: SlotsService,
    private readonly queries: AppointmentsQueries,
    private readonly sessions: SessionsService,
    private readonly booking: BookingApi,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /**
   * Or says which session is full for a party that waits. Refuses with `StartRefused`, `TimeConflict`,
   * `AlreadyBooked`, `TooManyHolds` and `BookingClosed`.
   */
  async claim(tx: Tx, wanted: WantedStart): Promise<BookingData | { fullSession: number }> {
    try {
      return await this.reserve(tx, wanted);
    } catch (error) {
      if (error instanceof SessionFull) return { fullSession: error.session };
      throw error;
    }
  }

  private reserve(tx: Tx, wanted: WantedStart): Promise<BookingData> {
    const { organizer, type, startsAt, endsAt, party, email, caller } = wanted;
    const priceCents = type.priceCents * party;
    const isHeld = priceCents > 0 && !type.requiresConfirmation;
    const invitee = caller ? { personId: caller.id } : { personId: null, address: email };
    return this.booking.reserveTime(
      tx,
      {
        ...{ kind: 'appointment', refId: type.id, ...invitee, hostId: organizer.id },
        ...{ people: caller ? [organizer.id, caller.id] : [organizer.id], startsAt, endsAt },
        ...{ bufferBeforeMinutes: type.bufferBefore, bufferAfterMinutes: type.bufferAfter },
        ...{ quantity: party, priceCents, currency: type.currency, refundPolicy: type.refundPolicy },
        expiresAt: isHeld ? new Date(this.clock.millis() + this.config.bookingHold) : null,
        ...{ awaitsHost: type.requiresConfirmation, noticeMinutes: type.cancellationNotice },
      },
      () => this.sessionFor(tx, wanted),
    );
  }

  /** Under the locks of everybody whose time it takes. */
  private async sessionFor(
    tx: Tx,
    wanted: WantedStart,
  ): Promise<{ kind: 'occurrence'; refId: number } | undefined> {
    const { organizer, type, startsAt, endsAt, party, email, caller } = wanted;
    const isGroup = type.maxAttendees > 1;
    const who = { email, personId: caller?.id ?? null, now: this.clock.now() };
    const at = { hostId: organizer.id, typeId: type.id, startsAt, endsAt, ...who };
    const session = isGroup ? await this.queries.sessionAt(tx, at) : null;
    if (session?.isBooked) throw new AlreadyBooked();
    const duration = (endsAt.getTime() - startsAt.getTime()) / MINUTE_MS;
    const offered = { hostId: organizer.id, typeId: type.id, terms: slotTermsOf(type, duration) };
    const asked = { at: startsAt.getTime(), party, seesBusy: caller?.isAdmin ?? false };
    const refused = await this.slots.refusalOf(tx, offered, asked);
    if (refused?.refusal.reason === 'SEATS' && session) {
      const isReserved = session.waiting > 0 && session.seatsAvailable >= party;
      if (isReserved) throw new StartRefused(wanted, new ReservedForWaitlist());
      if (wanted.waits) throw new SessionFull(session.refId);
    }
    if (refused) throw new StartRefused(wanted, refused);
    if (caller && (await this.queries.isBusy(tx, caller.id, { startsAt, endsAt }, who.now)))
      throw new TimeConflict();
    if (!isGroup) return undefined;
    return { kind: 'occurrence', refId: session?.refId ?? (await this.sessions.open(tx, wanted, wanted)) };
  }
}
