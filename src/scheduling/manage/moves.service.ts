import { Injectable } from '@nestjs/common';
import { BookingApi, type BookingData } from '../../booking/booking.api.js';
import { SlotUnavailable } from '../../booking/booking.errors.js';
import type { Tx } from '../../platform/database/tx.js';
import { Clock } from '../../shared/clock.js';
import { InvalidInput } from '../../shared/errors.js';
import { isTooFarAway } from '../../shared/time-range.js';
import { AppointmentsQueries } from '../appointments/appointments.queries.js';
import { SessionsService } from '../appointments/sessions.service.js';
import { PublishedTypesQueries, type PublishedType } from '../event-types/published-types.queries.js';
import { TimeConflict } from '../scheduling.errors.js';
import { slotTermsOf } from '../slots/slot-terms.policy.js';
import { SlotsService, type OfferedTime } from '../slots/slots.service.js';
import type { RescheduleRequest } from './manage.dto.js';

const MINUTE_MS = 60_000;

export interface Target {
  startsAt: Date;
  endsAt: Date;
}

/** Appointments that get another time, and stay what they are. */
@Injectable()
export class MovesService {
  constructor(
    private readonly booking: BookingApi,
    private readonly types: PublishedTypesQueries,
    private readonly appointments: AppointmentsQueries,
    private readonly sessions: SessionsService,
    private readonly slots: SlotsService,
    private readonly clock: Clock,
  ) {}

  /**
   * To what the slots list without it; an attendee of a session leaves it for another one. Refuses with
   * `NotOffered`, `SlotUnavailable`, `TimeConflict`, `InvalidInput`, `InvalidTransition` and `TooLate`.
   */
  async moveAsInvitee(
    tx: Tx,
    booking: BookingData,
    { start_time: startsAt = booking.startsAt, duration }: Partial<RescheduleRequest>,
  ): Promise<void> {
    const published = await this.typeOf(tx, booking);
    const { organizer, type } = published;
    const minutes = duration ?? minutesOf(booking);
    if (duration !== undefined && !type.offers(duration) && duration !== minutesOf(booking))
      throw new InvalidInput({ duration: ['This duration is not offered.'] });
    const target = targetOf(startsAt, minutes);
    await this.booking.lockPeople(tx, [organizer.id, ...(booking.personId === null ? [] : [booking.personId])]);
    const offered = offeredOf(published, booking, minutes);
    await this.requireOffered(tx, offered, booking, target);
    await this.requireInviteeFree(tx, booking, target);
    const to = booking.offerId === null ? target : await this.sessionAt(tx, published, booking, target);
    await this.booking.reschedule(tx, booking.id, to, { actorId: null, cause: 'booker' });
  }

  private async typeOf(tx: Tx, { refId }: BookingData): Promise<PublishedType> {
    const found = (await this.types.byIds([refId ?? 0], tx)).get(refId ?? 0);
    const isOffered = found && (await this.types.find(found.organizer.slug, found.type.slug, tx));
    if (!isOffered) throw new SlotUnavailable([], 'This is not offered any more.');
    return found;
  }

  private async requireOffered(
    tx: Tx,
    offered: OfferedTime,
    { id, quantity }: BookingData,
    { startsAt }: Target,
  ): Promise<void> {
    const asked = { at: startsAt.getTime(), party: quantity, leavingOut: id };
    const refusal = await this.slots.refusalOf(tx, offered, asked);
    if (refusal) throw refusal;
  }

  private async requireInviteeFree(tx: Tx, { id, personId }: BookingData, target: Target): Promise<void> {
    if (personId === null) return;
    const isBusy = await this.appointments.isBusy(tx, personId, target, this.clock.now(), id);
    if (isBusy) throw new TimeConflict();
  }

  private async sessionAt(tx: Tx, published: PublishedType, booking: BookingData, target: Target) {
    const isSame = ['startsAt', 'endsAt'].every(
      (at) => +booking[at as keyof Target] === +target[at as keyof Target],
    );
    if (isSame) return { offer: { kind: 'occurrence' as const, refId: booking.offer!.refId } };
    const { inviteeEmail } = (await this.appointments.find(tx, booking.id, this.clock.now()))!;
    const who = { email: inviteeEmail ?? '', personId: booking.personId };
    const refId = await this.sessions.at(tx, published, target, who);
    return { offer: { kind: 'occurrence' as const, refId } };
  }
}

/** Refuses with `InvalidInput` what lies too far ahead. */
export function targetOf(startsAt: Date, minutes: number): Target {
  const endsAt = new Date(startsAt.getTime() + minutes * MINUTE_MS);
  if (isTooFarAway(endsAt)) throw new InvalidInput({ startsAt: ['This is too far in the future.'] });
  return { startsAt, endsAt };
}

/** What the type offers now, with the buffers that were kept on the booking. */
export function offeredOf(
  { organizer, type }: PublishedType,
  booking: BookingData,
  minutes: number,
): OfferedTime {
  const { bufferBeforeMinutes: bufferBefore, bufferAfterMinutes: bufferAfter } = booking;
  const terms = { ...slotTermsOf(type, minutes), bufferBefore, bufferAfter };
  return { hostId: organizer.id, typeId: type.id, terms };
}

export function minutesOf({ startsAt, endsAt }: Target): number {
  return Math.round((endsAt.getTime() - startsAt.getTime()) / MINUTE_MS);
}
