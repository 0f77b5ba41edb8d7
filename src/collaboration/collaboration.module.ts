import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BookingModule } from '../booking/booking.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ScopedAs } from '../platform/auth/scopes.js';
import { AdminEventsPageController } from './admin-pages/events-page.controller.js';
import { AdminEventsPageService } from './admin-pages/events-page.service.js';
import { AgendaSession } from './agenda/agenda-session.entity.js';
import { AgendaController } from './agenda/agenda.controller.js';
import { AgendaListener } from './agenda/agenda.listener.js';
import { AgendaPersonalData } from './agenda/agenda.personal-data.js';
import { AgendaQueries } from './agenda/agenda.queries.js';
import { AgendaRepository } from './agenda/agenda.repository.js';
import { AgendaService } from './agenda/agenda.service.js';
import { Ballot } from './ballots/ballot.entity.js';
import { BallotsRepository } from './ballots/ballots.repository.js';
import { BallotsService } from './ballots/ballots.service.js';
import { Certificate } from './certificates/certificate.entity.js';
import { CertificatePageController } from './certificates/certificate-page.controller.js';
import { CertificatesController } from './certificates/certificates.controller.js';
import { CertificatesListener } from './certificates/certificates.listener.js';
import { CertificatesPersonalData } from './certificates/certificates.personal-data.js';
import { CertificatesQueries } from './certificates/certificates.queries.js';
import { CertificatesRepository } from './certificates/certificates.repository.js';
import { CertificatesService } from './certificates/certificates.service.js';
import { CheckInController } from './check-in/check-in.controller.js';
import { CollaborationApi } from './collaboration.api.js';
import { CollaborationDemo } from './collaboration.demo.js';
import { CollaborationInvariants } from './collaboration.invariants.js';
import { CollaborationStatistics } from './collaboration.statistics.js';
import { HomePageController } from './event-pages/home-page.controller.js';
import { EventPagesController } from './event-pages/event-pages.controller.js';
import { EventPagesService } from './event-pages/event-pages.service.js';
import { GatheringFormsController } from './event-pages/gathering-forms.controller.js';
import { GatheringFormsService } from './event-pages/gathering-forms.service.js';
import { GatheringPageService } from './event-pages/gathering-page.service.js';
import { TicketedPageService } from './event-pages/ticketed-page.service.js';
import { EventCalendarQueries } from './event-views/event-calendar.queries.js';
import { EventDetailsQueries } from './event-views/event-details.queries.js';
import { EventsQueries } from './event-views/events.queries.js';
import { CoversService } from './events/covers.service.js';
import { EventPhasesProcessor } from './events/event-phases.processor.js';
import { EventsController } from './events/events.controller.js';
import { EventsPersonalData } from './events/events.personal-data.js';
import { EventsService } from './events/events.service.js';
import { EventProfile } from './model/event-profile.adapter.js';
import { EventSnapshotQueries } from './model/event-snapshot.queries.js';
import { EventAccess } from './model/event.access.js';
import { Event } from './model/event.entity.js';
import { EventsRepository } from './model/events.repository.js';
import { CheckInPageController } from './organizer-pages/check-in-page.controller.js';
import { CheckInPageService } from './organizer-pages/check-in-page.service.js';
import { Invitation } from './participation/invitation.entity.js';
import { AwaitedGuestsListener } from './participation/awaited-guests.listener.js';
import { InvitationsListener } from './participation/invitations.listener.js';
import { InvitationsRepository } from './participation/invitations.repository.js';
import { InvitationsService } from './participation/invitations.service.js';
import { ParticipantAccess } from './participation/participant.access.js';
import { ParticipationController } from './participation/participation.controller.js';
import { ParticipationService } from './participation/participation.service.js';
import { ExpertRating, Review, ReviewMark } from './reviews/review.entity.js';
import { ReviewsController } from './reviews/reviews.controller.js';
import { ReviewsListener } from './reviews/reviews.listener.js';
import { ReviewsPersonalData } from './reviews/reviews.personal-data.js';
import { ReviewsQueries } from './reviews/reviews.queries.js';
import { ReviewsRepository } from './reviews/reviews.repository.js';
import { ReviewsService } from './reviews/reviews.service.js';
import { BallotDeparturesListener } from './ballots/departures.listener.js';
import { TaskDeparturesListener } from './tasks/departures.listener.js';
import { TaskRemindersProcessor } from './tasks/task-reminders.processor.js';
import { Task } from './tasks/task.entity.js';
import { TasksController } from './tasks/tasks.controller.js';
import { TasksPersonalData } from './tasks/tasks.personal-data.js';
import { TasksQueries } from './tasks/tasks.queries.js';
import { TasksRepository } from './tasks/tasks.repository.js';
import { TasksService } from './tasks/tasks.service.js';
import { Announcement } from './ticketing/announcement.entity.js';
import { AnnouncementsService } from './ticketing/announcements.service.js';
import { AttendeesQueries } from './ticketing/attendees.queries.js';
import { EventBookingsQueries } from './ticketing/event-bookings.queries.js';
import { EventStatisticsQueries } from './ticketing/event-statistics.queries.js';
import { TicketingController } from './ticketing/ticketing.controller.js';
import { TicketingPersonalData } from './ticketing/ticketing.personal-data.js';
import { TicketingService } from './ticketing/ticketing.service.js';
import { Vote, VoteOption } from './votes/vote.entity.js';
import { VotesController } from './votes/votes.controller.js';
import { VotesPersonalData } from './votes/votes.personal-data.js';
import { VotesProcessor } from './votes/votes.processor.js';
import { VotesQueries } from './votes/votes.queries.js';
import { VotesRepository } from './votes/votes.repository.js';
import { VotesService } from './votes/votes.service.js';
import { EventSnapshotsQueries } from './event-views/event-snapshots.queries.js';

@ScopedAs('collaboration')
@Module({
  imports: [
    TypeOrmModule.forFeature([
      Event,
      Invitation,
      AgendaSession,
      Review,
      ReviewMark,
      ExpertRating,
      Announcement,
      Task,
      Vote,
      VoteOption,
      Ballot,
      Certificate,
    ]),
    IdentityModule,
    BookingModule,
  ],
  controllers: [
    EventsController,
    ParticipationController,
    TicketingController,
    CheckInController,
    CheckInPageController,
    AgendaController,
    ReviewsController,
    TasksController,
    VotesController,
    CertificatesController,
    AdminEventsPageController,
    EventPagesController,
    HomePageController,
    CertificatePageController,
    GatheringFormsController,
  ],
  providers: [
    AdminEventsPageService,
    EventSnapshotsQueries,
    CollaborationApi,
    CollaborationInvariants,
    CollaborationStatistics,
    CollaborationDemo,
    EventProfile,
    EventAccess,
    EventSnapshotQueries,
    EventsRepository,
    EventsQueries,
    EventDetailsQueries,
    EventCalendarQueries,
    EventsService,
    CoversService,
    EventPhasesProcessor,
    EventsPersonalData,
    ParticipationService,
    InvitationsRepository,
    InvitationsService,
    InvitationsListener,
    AwaitedGuestsListener,
    TicketingService,
    AttendeesQueries,
    EventStatisticsQueries,
    EventBookingsQueries,
    AnnouncementsService,
    CheckInPageService,
    TicketingPersonalData,
    AgendaRepository,
    AgendaQueries,
    AgendaService,
    AgendaListener,
    AgendaPersonalData,
    ReviewsRepository,
    ReviewsQueries,
    ReviewsService,
    ReviewsListener,
    ReviewsPersonalData,
    ParticipantAccess,
    TasksRepository,
    TasksQueries,
    TasksService,
    TaskDeparturesListener,
    BallotDeparturesListener,
    TaskRemindersProcessor,
    TasksPersonalData,
    BallotsRepository,
    BallotsService,
    VotesRepository,
    VotesQueries,
    VotesService,
    VotesProcessor,
    VotesPersonalData,
    CertificatesRepository,
    CertificatesQueries,
    CertificatesService,
    CertificatesListener,
    CertificatesPersonalData,
    EventPagesService,
    TicketedPageService,
    GatheringPageService,
    GatheringFormsService,
  ],
  exports: [CollaborationApi],
})
export class CollaborationModule {}
