import { Module, type DynamicModule } from '@nestjs/common';
import { GROUPS } from './api-groups.js';
import { BookingModule } from './booking/booking.module.js';
import { CollaborationModule } from './collaboration/collaboration.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { IntegrationsModule } from './integrations/integrations.module.js';
import { MessagingModule } from './messaging/messaging.module.js';
import { PaymentsModule } from './payments/payments.module.js';
import { AuditModule } from './platform/audit/audit.module.js';
import { AuthModule } from './platform/auth/auth.module.js';
import type { Config } from './platform/config/config.js';
import { ConfigModule } from './platform/config/config.module.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { EngineModule } from './platform/engine/engine.module.js';
import { EventsModule } from './platform/events/events.module.js';
import { FilesModule } from './platform/files/files.module.js';
import { HttpModule } from './platform/http/http.module.js';
import { API_GROUPS } from './platform/http/openapi/api-document.js';
import { MailModule } from './platform/mail/mail.module.js';
import { MonitoringModule } from './platform/monitoring/monitoring.module.js';
import { ObservabilityModule } from './platform/observability/observability.module.js';
import { SmsModule } from './platform/sms/sms.module.js';
import { OutboundModule } from './platform/outbound/outbound.module.js';
import { PagesModule } from './platform/pages/pages.module.js';
import { PapersModule } from './platform/papers/papers.module.js';
import { RegistriesModule } from './platform/registries/registries.module.js';
import { ScheduleModule } from './platform/schedule/schedule.module.js';
import { RealtimeModule } from './realtime/realtime.module.js';
import { PublicPagesModule } from './scheduling/pages/public-pages.module.js';
import { SchedulingModule } from './scheduling/scheduling.module.js';
import { SiteModule } from './site/site.module.js';
import type { Clock } from './shared/clock.js';

@Module({})
export class AppModule {
  static of(config: Config, clock?: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.of(config, clock),
        DatabaseModule,
        EngineModule.of(config),
        EventsModule,
        AuthModule,
        AuditModule,
        RegistriesModule,
        ScheduleModule,
        ObservabilityModule,
        OutboundModule,
        HttpModule,
        MonitoringModule,
        MailModule,
        SmsModule,
        FilesModule,
        PagesModule,
        PapersModule,
        IdentityModule,
        BookingModule,
        PaymentsModule,
        // Its `events/event-types` is no `events/:id`.
        SchedulingModule,
        CollaborationModule,
        IntegrationsModule,
        MessagingModule,
        RealtimeModule,
        SiteModule,
        PublicPagesModule,
      ],
      providers: [{ provide: API_GROUPS, useValue: GROUPS }],
    };
  }
}
