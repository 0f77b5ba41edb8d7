import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { IdentityApi } from '../../identity/identity.api.js';
import { Database } from '../../platform/database/database.js';
import { StaleRead } from '../../platform/database/stale-read.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { Forbidden, InvalidInput, NotFound } from '../../shared/errors.js';
import { NoTicket } from '../booking.errors.js';
import type { BookingWithOffer } from '../model/booking-columns.sql.js';
import { BookingTransitionsService } from '../bookings/booking-transitions.service.js';
import { toBookingResponse, type BookingResponse } from '../bookings/bookings.dto.js';
import { roleOf } from '../bookings/booking-permissions.policy.js';
import type { OfferProfile } from '../model/offer-profile.rules.js';
import { OfferProfilesService } from '../model/offer-profiles.service.js';
import { CheckInKeysService, publicKeyOf, type VerifyingKey } from './check-in-keys.service.js';
import { checkInRefusal, hasTickets, windowRefusal } from './check-in.policy.js';
import { CheckInsRepository, type Mark } from './check-ins.repository.js';
import { readCode } from './ticket-code.policy.js';
import type { Offer, OfferKind } from '../model/offer.entity.js';

/** Check-in by a ticket's code or by hand, for the event's organizer and admins. */
@Injectable()
export class CheckInsService {
  constructor(
    private readonly db: Database,
    private readonly repository: CheckInsRepository,
    private readonly profiles: OfferProfilesService,
    private readonly transitions: BookingTransitionsService,
    private readonly keys: CheckInKeysService,
    private readonly identity: IdentityApi,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Refuses with `NotFound` to strangers, `Forbidden` to the booker, and like `checkIn`. */
  async checkInByHand(caller: Caller, bookingId: number): Promise<BookingResponse> {
    return this.mark(caller, await this.hosted(caller, bookingId));
  }

  /** Refuses like `verifyingKeys` and `checkIn`, and with `InvalidInput` what is no ticket of this offer. */
  async scan(caller: Caller, kind: OfferKind, refId: number, code: string): Promise<BookingResponse> {
    const offer = await this.organizedOffer(caller, kind, refId);
    const keys = new Map((await this.keys.verifyingKeys(offer.id)).map(({ kid, x }) => [kid, publicKeyOf(x)]));
    const claims = readCode(code, (kid) => keys.get(kid));
    if (!claims || claims.event !== refId) throw notOfThisEvent();
    const found = await this.transitions.get(this.db, claims.booking);
    // A booking that was moved to another event has a ticket of that one now.
    if (found.booking.offerId !== offer.id || found.booking.quantity !== claims.seats) throw notOfThisEvent();
    return this.mark(caller, found);
  }

  /** Newest first. Refuses with `NotFound`, with `Forbidden` where the offer is public, and `NoTicket`. */
  async verifyingKeys(caller: Caller, kind: OfferKind, refId: number): Promise<VerifyingKey[]> {
    return this.keys.verifyingKeys((await this.organizedOffer(caller, kind, refId)).id);
  }

  /** Changes nothing where nobody was checked in. Refuses with `NotFound`, `Forbidden` and like `undo`. */
  async undoByHand(caller: Caller, bookingId: number): Promise<void> {
    await this.hosted(caller, bookingId);
    await this.db.transaction((tx) => this.undo(tx, bookingId, { actorId: caller.id, at: this.clock.now() }));
  }

  /** Refuses with `NotFound`, and with what `checkInRefusal` says. */
  async checkIn(tx: Tx, bookingId: number, mark: Mark): Promise<BookingWithOffer> {
    const checkedIn = await this.repository.checkIn(tx, bookingId, this.profiles.withTickets, mark);
    if (!checkedIn) {
      const found = await this.transitions.get(tx, bookingId);
      throw checkInRefusal(found, this.profileOf(found), mark.at) ?? new StaleRead();
    }
    this.outbox.announce(tx);
    return checkedIn;
  }

  /** Refuses with `NotFound`, `CheckInClosed` and `NoTicket`. */
  async undo(tx: Tx, bookingId: number, mark: Mark): Promise<BookingWithOffer> {
    const undone = await this.repository.undo(tx, bookingId, this.profiles.withTickets, mark);
    if (undone) {
      this.outbox.announce(tx);
      return undone;
    }
    const found = await this.transitions.get(tx, bookingId);
    if (!hasTickets(found.offer, this.profileOf(found))) throw new NoTicket();
    const refusal = windowRefusal(found.booking, mark.at);
    if (refusal) throw refusal;
    return found;
  }

  private async organizedOffer(caller: Caller, kind: OfferKind, refId: number): Promise<Offer> {
    const offer = await this.repository.findOffer(this.db, kind, refId);
    const profile = this.profiles.ofOffer(kind);
    const unknown = new NotFound(`The ${profile.noun}`);
    if (!offer || offer.state === 'gone') throw unknown;
    if (offer.organizerId !== caller.id && !caller.isAdmin) {
      const isKnown = offer.state !== 'draft' && offer.visibility === 'public';
      throw isKnown ? new Forbidden('Only its organizer may do this.') : unknown;
    }
    if (!hasTickets(offer, profile)) throw new NoTicket();
    return offer;
  }

  private async hosted(caller: Caller, bookingId: number): Promise<BookingWithOffer> {
    const found = await this.transitions.get(this.db, bookingId);
    const role = roleOf(found.booking, caller);
    if (role === 'host' || caller.isAdmin) return found;
    throw role ? new Forbidden('Only the organizer may do this.') : new NotFound('The booking');
  }

  private profileOf({ booking }: BookingWithOffer): OfferProfile {
    return this.profiles.ofBooking(booking.kind);
  }

  private async mark(
    caller: Caller,
    { booking: { id, personId } }: BookingWithOffer,
  ): Promise<BookingResponse> {
    const person = personId === null ? undefined : (await this.identity.people([personId])).get(personId);
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const reserved = await this.checkIn(tx, id, { actorId: caller.id, at: now });
      return toBookingResponse(reserved, person?.fullName ?? '', { caller, now }, this.profileOf(reserved));
    });
  }
}

function notOfThisEvent(): InvalidInput {
  return new InvalidInput({ code: ['This is not a ticket of this event.'] });
}
