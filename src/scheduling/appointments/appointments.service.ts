import { Injectable } from '@nestjs/common';
import { BookingApi, type BookingData } from '../../booking/booking.api.js';
import { AlreadyBooked, ReservedForWaitlist } from '../../booking/booking.errors.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { MailBudget } from '../../platform/mail/mail-budget.js';
import { Clock } from '../../shared/clock.js';
import { InvalidInput, type FieldErrors } from '../../shared/errors.js';
import { isTooFarAway } from '../../shared/time-range.js';
import {
  checkedAnswers,
  type CustomAnswers,
  type CustomQuestion,
} from '../event-types/custom-questions.policy.js';
import { PublishedTypesQueries, type PublishedType } from '../event-types/published-types.queries.js';
import { TimeConflict } from '../scheduling.errors.js';
import { slotUnavailable } from '../slots/slot-explanation.dto.js';
import { slotTermsOf } from '../slots/slot-terms.policy.js';
import { SlotsService } from '../slots/slots.service.js';
import type { Appointment } from './appointment.entity.js';
import {
  toAppointmentBody,
  toAppointmentResponse,
  type AppointmentBody,
  type AppointmentRequest,
  type AppointmentResponse,
  type AppointmentsQuery,
} from './appointments.dto.js';
import { AppointmentsQueries } from './appointments.queries.js';
import { AppointmentsRepository } from './appointments.repository.js';
import { SessionWaitlistService } from './session-waitlist.service.js';
import { SessionsService } from './sessions.service.js';

const MINUTE_MS = 60_000;

export interface Invitee {
  caller: Caller | null;
  language: string | null;
}

interface Wanted extends PublishedType {
  startsAt: Date;
  endsAt: Date;
  party: number;
  email: string;
  caller: Caller | null;
  waits: boolean;
}

/** Who asked for its seats waits for them. */
class SessionFull extends Error {
  constructor(readonly session: number) {
    super();
  }
}

/** Makes appointments of what the slots list. */
@Injectable()
export class AppointmentsService {
  constructor(
    private readonly db: Database,
    private readonly types: PublishedTypesQueries,
    private readonly slots: SlotsService,
    private readonly queries: AppointmentsQueries,
    private readonly appointments: AppointmentsRepository,
    private readonly sessions: SessionsService,
    private readonly waitlist: SessionWaitlistService,
    private readonly booking: BookingApi,
    private readonly budget: MailBudget,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /**
   * Refuses with `InvalidInput`, with `SlotUnavailable` and why, `TimeConflict`, `AlreadyBooked`,
   * `AlreadyWaiting`, `ReservedForWaitlist`, `TooManyHolds` and `BookingClosed`.
   */
  book(request: AppointmentRequest, { caller, language }: Invitee): Promise<AppointmentResponse> {
    return this.db.transaction(async (tx) => {
      const published = await this.published(tx, request);
      const customAnswers = this.checked(request, published, caller);
      const { type } = published;
      const startsAt = request.start_time;
      const endsAt = new Date(startsAt.getTime() + (request.duration ?? type.duration) * MINUTE_MS);
      const { attendee_count: party, invitee_email: email } = request;
      const waits = request.join_waitlist;
      const wanted = { ...published, startsAt, endsAt, party, email, caller, waits };
      const appointment = {
        ...{ typeSlug: type.slug, typeName: type.name, location: type.location },
        inviteeName: request.invitee_name,
        inviteeEmail: email,
        inviteePhone: request.invitee_phone || null,
        inviteeTimezone: request.invitee_timezone,
        inviteeLanguage: language,
        ...{ customAnswers, guests: [] },
        bookedFrom: caller ? null : this.budget.networkOfCaller(),
        updatedAt: this.clock.now(),
      };
      const booked = await this.reserve(tx, wanted);
      if ('fullSession' in booked)
        return this.waitlist.join(
          tx,
          booked.fullSession,
          { ...wanted, personId: caller?.id ?? null },
          appointment,
        );
      await this.appointments.insert(tx, { ...appointment, id: booked.id });
      const row = rowOf(published, booked, { ...appointment, id: booked.id });
      return toAppointmentResponse(row, this.config.frontendUrl);
    });
  }

  /** Those of which the caller is the host. */
  async listHosted(caller: Caller, query: AppointmentsQuery, zone: string): Promise<Page<AppointmentBody>> {
    const page = await this.queries.ofHost(this.db, caller.id, query, { zone, now: this.clock.now() });
    return { ...page, items: page.items.map((row) => toAppointmentBody(row)) };
  }

  private async published(tx: Tx, { organizer_slug, event_type_slug }: AppointmentRequest) {
    const published = await this.types.find(organizer_slug, event_type_slug, tx);
    if (published) return published;
    const isKnown = (await this.types.findOrganizer(organizer_slug, tx)) !== null;
    throw new InvalidInput(
      isKnown
        ? { eventTypeSlug: ['There is no such event type.'] }
        : { organizerSlug: ['There is no such organizer.'] },
    );
  }

  private checked(
    request: AppointmentRequest,
    { organizer, type }: PublishedType,
    caller: Caller | null,
  ): CustomAnswers {
    const { start_time, duration = type.duration, custom_answers } = request;
    const problems: FieldErrors = {};
    if (start_time <= this.clock.now()) problems.startsAt = ['Start time must be in the future.'];
    else if (isTooFarAway(new Date(start_time.getTime() + duration * MINUTE_MS)))
      problems.startsAt = ['This is too far in the future.'];
    if (!type.offers(duration)) problems.duration = ['This duration is not offered.'];
    if (organizer.id === caller?.id) problems.organizerSlug = ['You cannot book yourself.'];
    const { answers, faults } = answersTo(type.customQuestions, custom_answers);
    const all = { ...problems, ...faults };
    if (Object.keys(all).length > 0) throw new InvalidInput(all);
    return answers;
  }

  private async reserve(tx: Tx, wanted: Wanted): Promise<BookingData | { fullSession: number }> {
    try {
      return await this.claim(tx, wanted);
    } catch (error) {
      if (error instanceof SessionFull) return { fullSession: error.session };
      throw error;
    }
  }

  private claim(tx: Tx, wanted: Wanted): Promise<BookingData> {
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
  private async sessionFor(tx: Tx, wanted: Wanted): Promise<{ kind: 'occurrence'; refId: number } | undefined> {
    const { organizer, type, startsAt, endsAt, party, email, caller } = wanted;
    const isGroup = type.maxAttendees > 1;
    const who = { email, personId: caller?.id ?? null, now: this.clock.now() };
    const at = { hostId: organizer.id, typeId: type.id, startsAt, endsAt, ...who };
    const session = isGroup ? await this.queries.sessionAt(tx, at) : null;
    if (session?.isBooked) throw new AlreadyBooked();
    const duration = (endsAt.getTime() - startsAt.getTime()) / MINUTE_MS;
    const offered = { hostId: organizer.id, typeId: type.id, terms: slotTermsOf(type, duration) };
    const asked = { at: startsAt.getTime(), party, seesBusy: caller?.isAdmin ?? false };
    const refusal = await this.slots.refusalOf(tx, offered, asked);
    if (refusal?.reason === 'SEATS' && session && session.waiting > 0 && session.seatsAvailable >= party)
      throw new ReservedForWaitlist();
    if (refusal?.reason === 'SEATS' && session && wanted.waits) throw new SessionFull(session.refId);
    if (refusal) throw slotUnavailable(refusal);
    if (caller && (await this.queries.isBusy(tx, caller.id, { startsAt, endsAt }, who.now)))
      throw new TimeConflict();
    if (!isGroup) return undefined;
    return { kind: 'occurrence', refId: session?.refId ?? (await this.sessions.open(tx, wanted, wanted)) };
  }
}

function answersTo(
  questions: readonly CustomQuestion[],
  given: Record<string, unknown>,
): { answers: CustomAnswers; faults?: FieldErrors } {
  try {
    return { answers: checkedAnswers(questions, given) };
  } catch (error) {
    if (error instanceof InvalidInput) return { answers: {}, faults: error.fieldErrors };
    throw error;
  }
}

function rowOf(
  { organizer, type }: PublishedType,
  booked: BookingData,
  { id, ...appointment }: Omit<Appointment, 'remindedFor'>,
) {
  return {
    ...appointment,
    ...booked,
    id,
    eventTypeId: type.id,
    organizerSlug: organizer.slug,
    organizerName: organizer.fullName,
    organizerTimezone: organizer.timezone,
    hostId: organizer.id,
    createdAt: booked.registeredAt,
    changedAt: booked.registeredAt,
  };
}
