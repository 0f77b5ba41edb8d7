import { Injectable } from '@nestjs/common';
import { BookingApi } from '../../booking/booking.api.js';
import { IdentityApi } from '../../identity/identity.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { Forbidden } from '../../shared/errors.js';
import { SessionsOutside } from '../agenda/agenda.errors.js';
import { AgendaQueries } from '../agenda/agenda.queries.js';
import { EventHasBookings, OrganizersOnly } from '../collaboration.errors.js';
import { EventCancelled, EventChanged, EventCreated, EventDeleted } from '../collaboration.events.js';
import type { EventResponse } from '../event-views/event.dto.js';
import { EventsQueries } from '../event-views/events.queries.js';
import { changedFields, isElsewhere, showsInCalendars } from '../model/event-changes.policy.js';
import { offerTermsOf } from '../model/event-offer.policy.js';
import { EventSnapshotQueries } from '../model/event-snapshot.queries.js';
import {
  changedTerms,
  draftTerms,
  gatheringTerms,
  termsOf,
  type EventTerms,
  type EventKind,
} from '../model/event-terms.policy.js';
import { Event } from '../model/event.entity.js';
import { EventsRepository } from '../model/events.repository.js';
import { InvitationsRepository } from '../participation/invitations.repository.js';
import { kindOf, toEventInput, type EventChangeRequest, type EventRequest } from './events.dto.js';

/** The seats of an event are an offer of booking's, written in the same transaction. */
@Injectable()
export class EventsService {
  constructor(
    private readonly db: Database,
    private readonly events: EventsRepository,
    private readonly queries: EventsQueries,
    private readonly snapshots: EventSnapshotQueries,
    private readonly agenda: AgendaQueries,
    private readonly invitations: InvitationsRepository,
    private readonly booking: BookingApi,
    private readonly identity: IdentityApi,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes a gathering, whose creator takes the first seat, or the draft of a ticketed event. Refuses with
   * `InvalidInput`, and `OrganizersOnly` who may not sell tickets.
   */
  async create(caller: Caller, request: EventRequest): Promise<EventResponse> {
    const kind = kindOf(request);
    const zone = request.timezone ?? (await this.zoneOf(caller.id));
    const now = this.clock.now();
    const event = Event.create(kind, termsFor(kind, request, zone, now), caller.id, now);
    const show = await this.queries.responseMapper([caller.id], caller);
    return this.db.transaction(async (tx) => {
      await this.requireStanding(tx, caller.id, kind);
      await this.insert(tx, event);
      return show(await this.queries.getRow(tx, event.id, caller));
    });
  }

  async insert(tx: Tx, event: Event): Promise<void> {
    await this.events.insert(tx, event);
    await this.booking.offerSeats(tx, offerTermsOf(event));
    const isGathering = event.kind === 'gathering';
    const snapshot = this.snapshots.of(event, isGathering ? 1 : 0);
    await this.outbox.publish(tx, EventCreated, { ...snapshot, actorId: event.organizerId });
    if (!isGathering) return;
    await this.booking.reserveSeats(tx, {
      offer: { kind: 'event', refId: event.id },
      personId: event.organizerId,
      quantity: 1,
      confirmFree: true,
    });
  }

  /**
   * Bookings follow a new time. Refuses as `EventsRepository` does, with `InvalidInput`, `EventEnded` (409),
   * `SessionsOutside` (409), and `CapacityBelowSeats` (409) for a capacity under the seats held or sold.
   */
  async change(caller: Caller, id: number, request: EventChangeRequest): Promise<void> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const event = await this.events.getOwnForUpdate(tx, id, caller);
      event.requireNotEnded(now);
      request.dropEchoes(event);
      const before = termsOf(event);
      const terms = changedTerms(event, toEventInput(request), now);
      const changed = changedFields(before, terms);
      if (changed.length === 0) return;
      await this.requireAgendaWithin(tx, id, terms);
      event.change(terms, now, { inCalendars: showsInCalendars(changed) });
      await this.events.update(tx, event);
      const { taken, currency } = await this.booking.changeOffer(tx, 'event', id, offerTermsOf(event), {
        isElsewhere: isElsewhere(changed),
      });
      // Who joined until the offer was locked is among them; who comes later is refused.
      if (before.visibility === 'public' && event.visibility === 'invited')
        await this.invitations.inviteParticipants(tx, id, { invitedBy: event.organizerId, at: now });
      if (before.currency !== currency && (await this.wasEverBooked(tx, id)))
        throw new EventHasBookings('The currency of what was ever booked stays.');
      await this.outbox.publish(tx, EventChanged, {
        ...this.snapshots.of(event, taken),
        actorId: caller.id,
        changed,
        previous: {
          title: before.title,
          startsAt: before.startsAt.toISOString(),
          endsAt: before.endsAt.toISOString(),
          timezone: before.timezone,
          location: before.location,
        },
      });
    });
  }

  /**
   * Deletes for good: a gathering with its bookings cancelled, a ticketed event that was never booked. Refuses
   * with `NotFound`, `NotTheOrganizer` and `EventHasBookings` (409).
   */
  async remove(caller: Caller, id: number): Promise<void> {
    await this.db.transaction(async (tx) => {
      const event = await this.events.getOwnToEnd(tx, id, caller);
      await this.removeLocked(tx, event, caller.id);
    });
  }

  /** As `remove`, for who has locked the event. */
  async removeLocked(tx: Tx, event: Event, actorId: number): Promise<void> {
    await this.cancel(tx, event, actorId, null, { isRemoved: true });
    if (event.kind === 'ticketed' && (await this.wasEverBooked(tx, event.id))) throw new EventHasBookings();
    const snapshot = await this.snapshots.current(tx, event);
    event.delete(this.clock.now());
    await this.events.update(tx, event);
    await this.outbox.publish(tx, EventDeleted, { ...snapshot, actorId });
  }

  /**
   * Closes the offer, cancels its bookings and, where the event was still to come or going on, the event. With
   * `isRemoved` nobody sees the offer any more. `event` is changed with it.
   */
  async cancel(
    tx: Tx,
    event: Event,
    actorId: number | null,
    reason: string | null,
    { isRemoved = false } = {},
  ): Promise<void> {
    const now = this.clock.now();
    const status = event.statusAt(now);
    await this.booking.withdrawOffer(tx, 'event', event.id, { actorId, reason, isRemoved });
    if (status === 'cancelled' || status === 'completed' || status === 'draft') return;
    event.cancel(reason, now);
    await this.events.update(tx, event);
    const snapshot = await this.snapshots.current(tx, event);
    await this.outbox.publish(tx, EventCancelled, { ...snapshot, actorId, reason });
  }

  /** Asked anew and kept until the commit: who is suspended meanwhile has made it before, and it is closed. */
  private async requireStanding(tx: Tx, personId: number, kind: EventKind): Promise<void> {
    const { isActive, maySellTickets } = await this.identity.lockStanding(tx, personId);
    if (!isActive) throw new Forbidden('This account is suspended.');
    if (kind === 'ticketed' && !maySellTickets) throw new OrganizersOnly();
  }

  private async zoneOf(personId: number): Promise<string> {
    return (await this.identity.contactsOf([personId])).get(personId)?.timezone ?? 'UTC';
  }

  private async requireAgendaWithin(tx: Tx, id: number, { startsAt, endsAt }: EventTerms): Promise<void> {
    const outside = await this.agenda.sessionsOutside(tx, id, startsAt, endsAt);
    if (outside.length > 0) throw new SessionsOutside(outside);
  }

  private async wasEverBooked(tx: Tx, id: number): Promise<boolean> {
    const [booking] = await tx.query(
      `SELECT FROM booking.offer_bookings WHERE kind = 'event' AND ref_id = $1 LIMIT 1`,
      [id],
    );
    return booking !== undefined;
  }
}

function termsFor(kind: EventKind, request: EventRequest, timezone: string, now: Date): EventTerms {
  const input = { ...toEventInput(request), title: request.title, timezone };
  if (kind === 'gathering') return gatheringTerms({ ...input, startsAt: request.date! }, now);
  return draftTerms({ ...input, startsAt: request.start_date!, endsAt: request.end_date! });
}
