import { Injectable } from '@nestjs/common';
import type { BookingData } from '../../booking/booking.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { MailBudget } from '../../platform/mail/mail-budget.js';
import { Clock } from '../../shared/clock.js';
import { Turns } from '../../shared/concurrency/turns.js';
import { InvalidInput, type FieldErrors } from '../../shared/errors.js';
import { isTooFarAway } from '../../shared/time-range.js';
import {
  checkedAnswers,
  type CustomAnswers,
  type CustomQuestion,
} from '../event-types/custom-questions.policy.js';
import { PublishedTypesQueries, type PublishedType } from '../event-types/published-types.queries.js';
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
import { StartClaimsService, StartRefused } from './start-claims.service.js';

const MINUTE_MS = 60_000;

export interface Invitee {
  caller: Caller | null;
  language: string | null;
}

/** Makes appointments of what the slots list. */
@Injectable()
export class AppointmentsService {
  private readonly turns = new Turns((error) => error instanceof StartRefused);

  constructor(
    private readonly db: Database,
    private readonly types: PublishedTypesQueries,
    private readonly slots: SlotsService,
    private readonly queries: AppointmentsQueries,
    private readonly appointments: AppointmentsRepository,
    private readonly starts: StartClaimsService,
    private readonly waitlist: SessionWaitlistService,
    private readonly budget: MailBudget,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /**
   * Refuses with `InvalidInput`, with `SlotUnavailable` and why, `TimeConflict`, `AlreadyBooked`,
   * `AlreadyWaiting`, `ReservedForWaitlist`, `TooManyHolds` and `BookingClosed`.
   */
  async book(request: AppointmentRequest, invitee: Invitee): Promise<AppointmentResponse> {
    const { organizer_slug, event_type_slug, start_time, duration, attendee_count, join_waitlist } = request;
    const { caller } = invitee;
    const start = [organizer_slug, event_type_slug, start_time.getTime(), duration, attendee_count];
    const wanted = JSON.stringify([...start, join_waitlist, caller?.isAdmin ?? false]);
    return this.slots.explaining(async () => {
      try {
        return await this.turns.take(wanted, () =>
          this.db.transaction((tx) => this.bookIn(tx, request, invitee)),
        );
      } catch (error) {
        if (!(error instanceof StartRefused)) throw error;
        // Who waited shares the answer of somebody else, and was asked nothing before.
        this.checked(request, error.published, caller);
        throw error.reason;
      }
    });
  }

  /** Those of which the caller is the host. */
  async listHosted(caller: Caller, query: AppointmentsQuery, zone: string): Promise<Page<AppointmentBody>> {
    const page = await this.queries.ofHost(this.db, caller.id, query, { zone, now: this.clock.now() });
    return { ...page, items: page.items.map((row) => toAppointmentBody(row)) };
  }

  private async bookIn(
    tx: Tx,
    request: AppointmentRequest,
    { caller, language }: Invitee,
  ): Promise<AppointmentResponse> {
    const published = await this.published(tx, request);
    const customAnswers = this.checked(request, published, caller);
    const { type } = published;
    const startsAt = request.start_time;
    const endsAt = new Date(startsAt.getTime() + (request.duration ?? type.duration) * MINUTE_MS);
    const { attendee_count: party, invitee_email: email } = request;
    const wanted = { ...published, startsAt, endsAt, party, email, caller, waits: request.join_waitlist };
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
    const booked = await this.starts.claim(tx, wanted);
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
    isFirmFromTheStart: booked.status === 'confirmed',
  };
}
