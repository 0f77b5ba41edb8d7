import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import type { AppointmentBody, AppointmentRow } from './appointments/appointments.dto.js';
import { AppointmentsQueries, type AppointmentCard } from './appointments/appointments.queries.js';
import { EventTypesQueries } from './event-types/event-types.queries.js';
import { InviteesQueries, type BookedOften, type InviteeCard } from './invitees/invitees.queries.js';
import { AvailabilityService, type ChangedTime } from './availability/availability.service.js';
import type { BlockTerms } from './availability/blocked-time.entity.js';
import type { CalendarTimes } from './calendar-times/calendar-times.repository.js';
import { CalendarTimesService } from './calendar-times/calendar-times.service.js';
import { MeetingsRepository } from './meetings/meetings.repository.js';
import { PublishedTypesQueries, type HeardType } from './event-types/published-types.queries.js';
import { WaitingInviteesRepository, type WaitingRow } from './waiting/waiting-invitees.repository.js';

export { AppointmentBody, manageUrl, toAppointmentBody } from './appointments/appointments.dto.js';
export { toTimeSlotResponse, type SlotOffer, type TimeSlotResponse } from './timeslots/timeslot.dto.js';
export { changedStarts } from './slots/change-reach.policy.js';
export type { WaitingRow as WaitingCard };
export type { AppointmentCard, AppointmentRow, BookedOften, HeardType, InviteeCard };

/** What other contexts may ask of scheduling. */
@Injectable()
export class SchedulingApi {
  constructor(
    private readonly appointments: AppointmentsQueries,
    private readonly types: EventTypesQueries,
    private readonly invitees: InviteesQueries,
    private readonly availability: AvailabilityService,
    private readonly published: PublishedTypesQueries,
    private readonly calendarTimes: CalendarTimesService,
    private readonly waiting: WaitingInviteesRepository,
    private readonly meetings: MeetingsRepository,
  ) {}

  /** By their bookings' ids, in one query; what is no appointment is left out. */
  appointmentsOf(
    source: Pick<Tx, 'query'>,
    ids: readonly number[],
    now: Date,
  ): Promise<Map<number, AppointmentRow>> {
    return this.appointments.byIds(source, ids, now);
  }

  /** Of these event types those that are the owner's. */
  ownEventTypes(source: Pick<Tx, 'query'>, ownerId: number, ids: readonly number[]): Promise<Set<number>> {
    return this.types.ownOf(source, ownerId, ids);
  }

  /** For who writes busy time of a host, in that transaction: whoever looks at free times is told. */
  publishHostTimeChange(tx: Tx, hostId: number, during: ChangedTime): Promise<void> {
    return this.availability.publishChange(tx, hostId, during);
  }

  /** All busy times of a connected calendar, as they were at `readAt`; null: it counts no more. */
  replaceCalendarTimes(tx: Tx, times: CalendarTimes, readAt: Date | null): Promise<void> {
    return this.calendarTimes.replace(tx, times, readAt);
  }

  /** Time of which a host's program says by this key that it is taken. Refuses with `TooMuchAvailability`. */
  keepBlockedTime(tx: Tx, hostId: number, externalKey: string, terms: BlockTerms): Promise<void> {
    return this.availability.keepTold(tx, hostId, externalKey, terms);
  }

  /** Nothing where none is known by this key. */
  removeBlockedTime(tx: Tx, hostId: number, externalKey: string): Promise<void> {
    return this.availability.removeTold(tx, hostId, externalKey);
  }

  /** What strangers find under these slugs. */
  async findPublishedType(
    organizerSlug: string,
    typeSlug: string,
  ): Promise<{ hostId: number; typeId: number } | null> {
    const found = await this.published.find(organizerSlug, typeSlug);
    return found && { hostId: found.organizer.id, typeId: found.type.id };
  }

  /** All active types of these hosts, and those of theirs that are named. */
  typesHeardOf(hostIds: readonly number[], alsoIds: readonly number[]): Promise<HeardType[]> {
    return this.published.heardOf(hostIds, alsoIds);
  }

  /** By their bookings' ids, in one query; for those who are in them alone. */
  appointmentCards(source: Pick<Tx, 'query'>, ids: readonly number[]): Promise<Map<number, AppointmentCard>> {
    return this.appointments.cards(source, ids);
  }

  /** By their entries in booking's waitlist, in one query. */
  waitingCards(source: Pick<Tx, 'query'>, entryIds: readonly number[]): Promise<Map<number, WaitingRow>> {
    return this.waiting.cards(source, entryIds);
  }

  async meetingTitle(source: Pick<Tx, 'query'>, bookingId: number): Promise<string> {
    return (await this.meetings.titlesOf(source, [bookingId])).get(bookingId) ?? '';
  }

  /** Who made these bookings, in one query, oldest first; erased people and other kinds are left out. */
  inviteeCards(source: Pick<Tx, 'query'>, bookingIds: readonly number[]): Promise<InviteeCard[]> {
    return this.invitees.cards(source, bookingIds);
  }

  /** By canonical addresses, in one query; those that never booked with this host are left out. */
  bookedOften(
    source: Pick<Tx, 'query'>,
    hostId: number,
    emails: readonly string[],
  ): Promise<Map<string, BookedOften>> {
    return this.invitees.bookedOften(source, hostId, emails);
  }

  /** The last `most` appointments that this address booked with this host, in two queries. */
  appointmentsBookedBy(
    source: Pick<Tx, 'query'>,
    asked: { hostId: number; email: string; now: Date; most: number },
  ): Promise<AppointmentBody[]> {
    return this.invitees.history(source, asked);
  }
}
