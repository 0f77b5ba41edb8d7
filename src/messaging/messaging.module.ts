import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BookingModule } from '../booking/booking.module.js';
import { CollaborationModule } from '../collaboration/collaboration.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ScopedAs } from '../platform/auth/scopes.js';
import { GatheredChange } from './changes/gathered-change.entity.js';
import { GatheredChangesListener } from './changes/gathered-changes.listener.js';
import { GatheredChangesProcessor } from './changes/gathered-changes.processor.js';
import { GatheredChangesRepository } from './changes/gathered-changes.repository.js';
import { Contact } from './contacts/contact.entity.js';
import { ContactsImportService } from './contacts/contacts-import.service.js';
import { ContactsController } from './contacts/contacts.controller.js';
import { ContactsListener } from './contacts/contacts.listener.js';
import { ContactsPersonalData } from './contacts/contacts.personal-data.js';
import { ContactsQueries } from './contacts/contacts.queries.js';
import { ContactsRepository } from './contacts/contacts.repository.js';
import { ContactsService } from './contacts/contacts.service.js';
import { NotificationTexter } from './delivery/notification-texter.service.js';
import { NotificationMailer } from './delivery/notification.mail.js';
import { NotificationsListener } from './delivery/notifications.listener.js';
import { NotifierService } from './delivery/notifier.service.js';
import { RecipientsQueries } from './delivery/recipients.queries.js';
import { MessagePagesController } from './message-pages/message-pages.controller.js';
import { MessagePagesService } from './message-pages/message-pages.service.js';
import { Conversation, Correspondence } from './messages/conversation.entity.js';
import { Message } from './messages/message.entity.js';
import { MessagesController } from './messages/messages.controller.js';
import { MessagesPersonalData } from './messages/messages.personal-data.js';
import { MessagesQueries } from './messages/messages.queries.js';
import { MessagesRepository } from './messages/messages.repository.js';
import { MessagesService } from './messages/messages.service.js';
import { UnreadMailsProcessor } from './messages/unread-mails.processor.js';
import { MessagingApi } from './messaging.api.js';
import { MessagingInvariants } from './messaging.invariants.js';
import { MessagingPersonalData } from './messaging.personal-data.js';
import { Notification } from './notifications/notification.entity.js';
import { NotificationsController } from './notifications/notifications.controller.js';
import { NotificationsQueries } from './notifications/notifications.queries.js';
import { NotificationsRepository } from './notifications/notifications.repository.js';
import { OldNotificationsProcessor } from './notifications/old-notifications.processor.js';
import { NotificationsService } from './notifications/notifications.service.js';
import { Preference } from './preferences/preference.entity.js';
import { NoticesPageController } from './preferences/notices-page.controller.js';
import { NoticesPageService } from './preferences/notices-page.service.js';
import { PreferencesController } from './preferences/preferences.controller.js';
import { PreferencesRepository } from './preferences/preferences.repository.js';
import { PreferencesService } from './preferences/preferences.service.js';
import { ReminderProgress } from './reminders/reminder-progress.entity.js';
import { RemindersProcessor } from './reminders/reminders.processor.js';
import { RemindersRepository } from './reminders/reminders.repository.js';
import { SchedulingModule } from '../scheduling/scheduling.module.js';
import { UnsubscribeController } from './unsubscribe/unsubscribe.controller.js';
import { UnsubscribeService } from './unsubscribe/unsubscribe.service.js';
import { PlannerService } from './workflow-runs/planner.service.js';
import { PlanningRepository } from './workflow-runs/planning.repository.js';
import { ReplanningProcessor } from './workflow-runs/replanning.processor.js';
import { WorkflowsListener } from './workflow-runs/workflows.listener.js';
import { ExecutionsController } from './workflow-steps/executions.controller.js';
import { ExecutionsQueries } from './workflow-steps/executions.queries.js';
import { ExecutionsService } from './workflow-steps/executions.service.js';
import { StepRunnerService } from './workflow-steps/step-runner.service.js';
import { StepWebhookService } from './workflow-steps/step-webhook.service.js';
import { StepMailer } from './workflow-steps/step.mail.js';
import { StepsProcessor } from './workflow-steps/steps.processor.js';
import { StepsRepository } from './workflow-steps/steps.repository.js';
import { WorkflowRun, WorkflowStep } from './workflows/workflow-step.entity.js';
import { Workflow } from './workflows/workflow.entity.js';
import { WorkflowsController } from './workflows/workflows.controller.js';
import { WorkflowsQueries } from './workflows/workflows.queries.js';
import { WorkflowsRepository } from './workflows/workflows.repository.js';
import { WorkflowsService } from './workflows/workflows.service.js';

@ScopedAs('messaging')
@Module({
  imports: [
    TypeOrmModule.forFeature([
      Notification,
      Preference,
      ReminderProgress,
      GatheredChange,
      Conversation,
      Correspondence,
      Message,
      Workflow,
      WorkflowRun,
      WorkflowStep,
      Contact,
    ]),
    IdentityModule,
    BookingModule,
    CollaborationModule,
    SchedulingModule,
  ],
  controllers: [
    PreferencesController,
    NoticesPageController,
    NotificationsController,
    UnsubscribeController,
    MessagesController,
    MessagePagesController,
    WorkflowsController,
    ExecutionsController,
    ContactsController,
  ],
  providers: [
    NotificationsQueries,
    NotificationsService,
    OldNotificationsProcessor,
    PreferencesRepository,
    PreferencesService,
    NoticesPageService,
    RecipientsQueries,
    NotificationsRepository,
    NotificationMailer,
    NotificationTexter,
    NotifierService,
    NotificationsListener,
    GatheredChangesRepository,
    GatheredChangesListener,
    GatheredChangesProcessor,
    UnsubscribeService,
    RemindersRepository,
    RemindersProcessor,
    MessagesQueries,
    MessagesRepository,
    MessagesService,
    MessagePagesService,
    UnreadMailsProcessor,
    MessagesPersonalData,
    WorkflowsRepository,
    WorkflowsQueries,
    WorkflowsService,
    PlanningRepository,
    PlannerService,
    WorkflowsListener,
    ReplanningProcessor,
    StepsRepository,
    StepMailer,
    StepWebhookService,
    StepRunnerService,
    StepsProcessor,
    ExecutionsQueries,
    ExecutionsService,
    ContactsQueries,
    ContactsRepository,
    ContactsService,
    ContactsImportService,
    ContactsListener,
    ContactsPersonalData,
    MessagingInvariants,
    MessagingApi,
    MessagingPersonalData,
  ],
  exports: [MessagingApi],
})
export class MessagingModule {}
