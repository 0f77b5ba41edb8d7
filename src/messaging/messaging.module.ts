import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CollaborationModule } from '../collaboration/collaboration.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { MessagingPersonalData } from './messaging-personal-data.js';
import { NoticeMails } from './notices/notice-mails.js';
import { NoticesListener } from './notices/notices.listener.js';
import { NoticesRepository } from './notices/notices.repository.js';
import { Notifier } from './notices/notifier.js';
import { RecipientsQueries } from './notices/recipients.queries.js';
import { Notification } from './notifications/notification.entity.js';
import { NotificationsController } from './notifications/notifications.controller.js';
import { NotificationsQueries } from './notifications/notifications.queries.js';
import { Notifications } from './notifications/notifications.service.js';
import { Preference } from './preferences/preference.entity.js';
import { PreferencesController } from './preferences/preferences.controller.js';
import { PreferencesRepository } from './preferences/preferences.repository.js';
import { Preferences } from './preferences/preferences.service.js';
import { ReminderProgress } from './reminders/reminder-progress.entity.js';
import { Reminders } from './reminders/reminders.processor.js';
import { RemindersRepository } from './reminders/reminders.repository.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([Notification, Preference, ReminderProgress]),
    IdentityModule,
    CollaborationModule,
  ],
  controllers: [PreferencesController, NotificationsController],
  providers: [
    NotificationsQueries,
    Notifications,
    PreferencesRepository,
    Preferences,
    RecipientsQueries,
    NoticesRepository,
    NoticeMails,
    Notifier,
    NoticesListener,
    RemindersRepository,
    Reminders,
    MessagingPersonalData,
  ],
})
export class MessagingModule {}
