import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BookingModule } from '../booking/booking.module.js';
import { CollaborationModule } from '../collaboration/collaboration.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ScopedAs } from '../platform/auth/scopes.js';
import { CategoriesPageService } from './admin-pages/categories-page.service.js';
import { SlotsPageController } from './admin-pages/slots-page.controller.js';
import { SlotsPageService } from './admin-pages/slots-page.service.js';
import { AvailabilityOverride } from './availability/availability-override.entity.js';
import { AvailabilityRule } from './availability/availability-rule.entity.js';
import { AvailabilityController } from './availability/availability.controller.js';
import { AvailabilityQueries } from './availability/availability.queries.js';
import { AvailabilityRepository } from './availability/availability.repository.js';
import { AvailabilityService } from './availability/availability.service.js';
import { BlockedTime } from './availability/blocked-time.entity.js';
import { UserAvailabilityController } from './availability/user-availability.controller.js';
import { CalendarPageController } from './calendar-page/calendar-page.controller.js';
import { CalendarPageService } from './calendar-page/calendar-page.service.js';
import { CalendarTimesRepository } from './calendar-times/calendar-times.repository.js';
import { CalendarTimesService } from './calendar-times/calendar-times.service.js';
import { CategoriesController } from './categories/categories.controller.js';
import { CategoriesService } from './categories/categories.service.js';
import { Category } from './categories/category.entity.js';
import { ExpertPagesController } from './expert-pages/expert-pages.controller.js';
import { ExpertPagesService } from './expert-pages/expert-pages.service.js';
import { MeetingPagesService } from './expert-pages/meeting-pages.service.js';
import { ExpertStandingListener } from './experts/expert-standing.listener.js';
import { ExpertsQueries } from './experts/experts.queries.js';
import { Expert, UserSkill } from './experts/user-skill.entity.js';
import { UserSkillsController } from './experts/user-skills.controller.js';
import { UserSkillsRepository } from './experts/user-skills.repository.js';
import { UserSkillsService } from './experts/user-skills.service.js';
import { SchedulingApi } from './scheduling.api.js';
import { SchedulingInvariants } from './scheduling.invariants.js';
import { SchedulingPersonalData } from './scheduling.personal-data.js';
import { SchedulingStatistics } from './scheduling.statistics.js';
import { Appointment, Occurrence } from './appointments/appointment.entity.js';
import { AppointmentProfile } from './appointments/appointment-profile.adapter.js';
import { AppointmentRemindersProcessor } from './appointment-events/appointment-reminders.processor.js';
import { AppointmentsController } from './appointments/appointments.controller.js';
import { AppointmentsPersonalData } from './appointments/appointments.personal-data.js';
import { AppointmentsQueries } from './appointments/appointments.queries.js';
import { AppointmentsRelay } from './appointment-events/appointments.relay.js';
import { AppointmentsRepository } from './appointments/appointments.repository.js';
import { AppointmentsService } from './appointments/appointments.service.js';
import { SessionWaitlistService } from './appointments/session-waitlist.service.js';
import { SessionsService } from './appointments/sessions.service.js';
import { StartClaimsService } from './appointments/start-claims.service.js';
import { InviteesQueries } from './invitees/invitees.queries.js';
import { AppointmentFilesService } from './manage/appointment-files.service.js';
import { AttendeesService } from './manage/attendees.service.js';
import { HostMovesController } from './manage/host-moves.controller.js';
import { HostMovesService } from './manage/host-moves.service.js';
import { ManageActionsService } from './manage/manage-actions.service.js';
import { ManagePageController } from './manage-pages/manage-page.controller.js';
import { ManagePagesService } from './manage-pages/manage-pages.service.js';
import { ManageController } from './manage/manage.controller.js';
import { ManagedAppointmentsService } from './manage/managed-appointments.service.js';
import { MovesService } from './manage/moves.service.js';
import { WaitingInvitee } from './waiting/waiting-invitee.entity.js';
import { WaitingInviteesRepository } from './waiting/waiting-invitees.repository.js';
import { EventType } from './event-types/event-type.entity.js';
import { EventTypesController } from './event-types/event-types.controller.js';
import { EventTypesQueries } from './event-types/event-types.queries.js';
import { EventTypesRepository } from './event-types/event-types.repository.js';
import { EventTypesService } from './event-types/event-types.service.js';
import { PublishedTypesQueries } from './event-types/published-types.queries.js';
import { Meeting } from './meetings/meeting.entity.js';
import { MeetingRemindersProcessor } from './meetings/meeting-reminders.processor.js';
import { MeetingsController } from './meetings/meetings.controller.js';
import { MeetingsListener } from './meetings/meetings.listener.js';
import { MeetingsPersonalData } from './meetings/meetings.personal-data.js';
import { MeetingsQueries } from './meetings/meetings.queries.js';
import { MeetingsRelay } from './meetings/meetings.relay.js';
import { MeetingsRepository } from './meetings/meetings.repository.js';
import { MeetingsService } from './meetings/meetings.service.js';
import { MeetingProfile } from './meetings/meeting-profile.adapter.js';
import { SlotAnswersRepository } from './slot-lists/slot-answers.repository.js';
import { SlotListsController } from './slot-lists/slot-lists.controller.js';
import { SlotListsService } from './slot-lists/slot-lists.service.js';
import { HostTimeQueries } from './slots/host-time.queries.js';
import { SlotsService } from './slots/slots.service.js';
import { SlotProfile } from './timeslots/slot-profile.adapter.js';
import { Timeslot } from './timeslots/timeslot.entity.js';
import { TimeslotsController } from './timeslots/timeslots.controller.js';
import { TimeslotsQueries } from './timeslots/timeslots.queries.js';
import { TimeslotsRepository } from './timeslots/timeslots.repository.js';
import { TimeslotsService } from './timeslots/timeslots.service.js';

@ScopedAs('scheduling')
@Module({
  imports: [
    TypeOrmModule.forFeature([
      Category,
      Timeslot,
      AvailabilityRule,
      AvailabilityOverride,
      BlockedTime,
      Meeting,
      Appointment,
      WaitingInvitee,
      Occurrence,
      UserSkill,
      Expert,
      EventType,
    ]),
    IdentityModule,
    BookingModule,
    CollaborationModule,
  ],
  controllers: [
    CategoriesController,
    TimeslotsController,
    SlotsPageController,
    CalendarPageController,
    UserAvailabilityController,
    AvailabilityController,
    MeetingsController,
    AppointmentsController,
    ManageController,
    ManagePageController,
    ExpertPagesController,
    HostMovesController,
    UserSkillsController,
    EventTypesController,
    SlotListsController,
  ],
  providers: [
    SlotsPageService,
    CalendarPageService,
    CategoriesPageService,
    CategoriesService,
    TimeslotsService,
    TimeslotsQueries,
    TimeslotsRepository,
    AvailabilityService,
    AvailabilityQueries,
    AvailabilityRepository,
    CalendarTimesService,
    CalendarTimesRepository,
    UserSkillsService,
    UserSkillsRepository,
    ExpertsQueries,
    ExpertStandingListener,
    SchedulingInvariants,
    SchedulingPersonalData,
    SchedulingStatistics,
    HostTimeQueries,
    SlotsService,
    SlotListsService,
    SlotAnswersRepository,
    SlotProfile,
    AppointmentProfile,
    AppointmentsQueries,
    InviteesQueries,
    AppointmentsRepository,
    AppointmentsService,
    AppointmentsRelay,
    AppointmentRemindersProcessor,
    AppointmentsPersonalData,
    SessionsService,
    StartClaimsService,
    SessionWaitlistService,
    WaitingInviteesRepository,
    ManagedAppointmentsService,
    ManageActionsService,
    ManagePagesService,
    ExpertPagesService,
    MeetingPagesService,
    AttendeesService,
    MovesService,
    HostMovesService,
    AppointmentFilesService,
    SchedulingApi,
    MeetingProfile,
    MeetingsService,
    MeetingsQueries,
    MeetingsRepository,
    MeetingsRelay,
    MeetingsListener,
    MeetingRemindersProcessor,
    MeetingsPersonalData,
    EventTypesService,
    EventTypesQueries,
    EventTypesRepository,
    PublishedTypesQueries,
  ],
  exports: [SchedulingApi, PublishedTypesQueries, SlotListsService, AppointmentsService],
})
export class SchedulingModule {}
