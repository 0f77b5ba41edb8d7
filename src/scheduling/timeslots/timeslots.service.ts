import { Injectable } from '@nestjs/common';
import { BookingApi, type OfferTerms } from '../../booking/booking.api.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { CategoriesService } from '../categories/categories.service.js';
import type { Category } from '../categories/category.entity.js';
import { SlotCreated, SlotDeleted, SlotUpdated, type SlotSnapshot } from '../scheduling.events.js';
import { slotRow } from './slot-selection.queries.js';
import { Timeslot } from './timeslot.entity.js';
import type { AdminTimeSlotResponse, TimeSlotChangeRequest, TimeSlotRequest } from './timeslots.dto.js';
import { TimeslotsRepository } from './timeslots.repository.js';
import { toTimeSlotResponse, type SlotOffer } from './timeslot.dto.js';

const TITLE = 'Time slot';

/** Each slot's seats are an offer of booking's, written in the same transaction. */
@Injectable()
export class TimeslotsService {
  constructor(
    private readonly db: Database,
    private readonly slots: TimeslotsRepository,
    private readonly categories: CategoriesService,
    private readonly booking: BookingApi,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses bad times and unknown categories with `InvalidInput`, an exact second one with `DuplicateSlot`. */
  create(request: TimeSlotRequest, actorId: number): Promise<AdminTimeSlotResponse> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const category = await this.categories.getForShare(tx, request.category);
      const slot = Timeslot.at(category.id, { startsAt: request.start_time, endsAt: request.end_time }, now);
      await this.slots.insert(tx, slot);
      const offer = await this.booking.offerSeats(tx, offerTermsOf(slot, category, request.capacity));
      const snapshot = slotSnapshot(offer);
      await this.outbox.publish(tx, SlotCreated, snapshot);
      await this.record(tx, 'scheduling.slot_created', slot.id, actorId, snapshot);
      return { ...toTimeSlotResponse(offer, false, now), bookings: [] };
    });
  }

  /** Keeps the bookings of a slot that is moved. Refuses as `create` does, and with `CapacityBelowSeats`. */
  change(id: number, changes: TimeSlotChangeRequest, actorId: number): Promise<void> {
    return this.db.transaction(async (tx) => {
      // Before the slot: whoever deletes a category holds it and then looks at its slots.
      const category =
        changes.category === undefined ? null : await this.categories.getForShare(tx, changes.category);
      const slot = await this.slots.getForUpdate(tx, id);
      const previous = { startsAt: slot.startsAt.toISOString(), endsAt: slot.endsAt.toISOString() };
      const terms = await this.apply(tx, slot, category, changes);
      if (Object.keys(terms).length === 0) return;
      await this.slots.update(tx, slot);
      const offer = await this.booking.changeOffer(tx, 'slot', id, terms);
      const snapshot = { ...slotSnapshot(offer), previous };
      await this.outbox.publish(tx, SlotUpdated, snapshot);
      await this.record(tx, 'scheduling.slot_changed', id, actorId, snapshot);
    });
  }

  /** Cancels its bookings too, whose owners hear of it. */
  remove(id: number, actorId: number): Promise<void> {
    return this.db.transaction(async (tx) => {
      const slot = await this.slots.getForUpdate(tx, id);
      slot.delete(this.clock.now());
      await this.slots.update(tx, slot);
      const { cancelled, offer } = await this.booking.withdrawOffer(tx, 'slot', id, {
        actorId,
        isRemoved: true,
      });
      const snapshot = slotSnapshot(offer);
      await this.outbox.publish(tx, SlotDeleted, snapshot);
      await this.record(tx, 'scheduling.slot_deleted', id, actorId, {
        ...snapshot,
        cancelledBookings: cancelled,
      });
    });
  }

  /** What the offer of `slot` has to change; nothing where all is as it was. */
  private async apply(
    tx: Tx,
    slot: Timeslot,
    category: Category | null,
    changes: TimeSlotChangeRequest,
  ): Promise<Partial<OfferTerms>> {
    const isMoved = slot.move({ startsAt: changes.start_time, endsAt: changes.end_time }, this.clock.now());
    const { startsAt, endsAt } = slot;
    return {
      ...(category && slot.setCategory(category.id) && { label: labelOf(category) }),
      ...(isMoved && { startsAt, endsAt, closesAt: startsAt }),
      ...(await this.changedCapacity(tx, slot.id, changes.capacity)),
    };
  }

  private async changedCapacity(tx: Tx, id: number, capacity?: number): Promise<Partial<OfferTerms>> {
    if (capacity === undefined) return {};
    const [row] = await slotRow(tx, id);
    return capacity === row!.capacity ? {} : { capacity };
  }

  private record(tx: Tx, action: string, id: number, actorId: number, details: object): Promise<void> {
    return this.audit.record(tx, { actorId, action, subjectType: 'timeslot', subjectId: id, details });
  }
}

/** A slot's seats can be booked until it starts, for nothing, one by one. */
export function offerTermsOf(slot: Timeslot, category: Category, capacity: number): OfferTerms {
  return {
    kind: 'slot',
    refId: slot.id,
    title: TITLE,
    label: labelOf(category),
    state: 'open',
    visibility: 'public',
    capacity,
    maxPerBooking: 1,
    priceCents: 0,
    currency: 'USD',
    refundPolicy: null,
    startsAt: slot.startsAt,
    endsAt: slot.endsAt,
    opensAt: null,
    closesAt: slot.startsAt,
    organizerId: null,
    joinOnly: false,
  };
}

function slotSnapshot(offer: SlotOffer): SlotSnapshot {
  const { labelId, labelName, labelColor } = offer;
  return {
    id: offer.refId,
    startsAt: offer.startsAt.toISOString(),
    endsAt: offer.endsAt.toISOString(),
    label: labelId === null ? null : { id: labelId, name: labelName ?? '', color: labelColor ?? '' },
    capacity: offer.capacity ?? 0,
    taken: offer.taken,
    createdAt: offer.createdAt.toISOString(),
    updatedAt: offer.updatedAt.toISOString(),
  };
}

function labelOf({ id, name, color }: Category): OfferTerms['label'] {
  return { id, name, color };
}
