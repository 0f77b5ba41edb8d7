import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BookingModule } from '../booking/booking.module.js';
import { CollaborationModule } from '../collaboration/collaboration.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { ScopedAs } from '../platform/auth/scopes.js';
import { SchedulingModule } from '../scheduling/scheduling.module.js';
import { AdminWebhooksPageController } from './admin-pages/webhooks-page.controller.js';
import { Calendar, CalendarConnection } from './calendars/calendar-connection.entity.js';
import type { CalendarProvider } from './calendars/calendar-provider.rules.js';
import { CALENDAR_ADAPTERS, CalendarProviders } from './calendars/calendar-providers.adapter.js';
import { CalendarsPersonalData } from './calendars/calendars.personal-data.js';
import { ConnectionsController } from './calendars/connections.controller.js';
import { ConnectionsRepository } from './calendars/connections.repository.js';
import { ConnectionsService } from './calendars/connections.service.js';
import { CalDavCalendars } from './caldav/caldav-calendars.adapter.js';
import { IcsFeeds } from './feeds/ics-feeds.adapter.js';
import { IcsReader } from './ics/ics-reader.adapter.js';
import { ReadingsProcessor } from './readings/readings.processor.js';
import { ReadingsRepository } from './readings/readings.repository.js';
import { ReadingsService } from './readings/readings.service.js';
import { IncomingController } from './incoming/incoming.controller.js';
import { IncomingEvent } from './incoming/incoming-event.entity.js';
import { IncomingListener } from './incoming/incoming.listener.js';
import { IncomingRepository } from './incoming/incoming.repository.js';
import { IncomingService } from './incoming/incoming.service.js';
import { OldIncomingEventsProcessor } from './incoming/old-incoming-events.processor.js';
import { WrittenBookingsListener } from './written/written-bookings.listener.js';
import { WrittenBookingsProcessor } from './written/written-bookings.processor.js';
import { WrittenBookingsRepository } from './written/written-bookings.repository.js';
import { WrittenBookingsService } from './written/written-bookings.service.js';
import { WrittenFindingsRepository } from './written/written-findings.repository.js';
import { WrittenFindingsService } from './written/written-findings.service.js';
import { GoogleCalendars } from './google-calendars/google-calendars.adapter.js';
import { MicrosoftCalendars } from './microsoft-calendars/microsoft-calendars.adapter.js';
import { AccessTokensRepository } from './oauth-clients/access-tokens.repository.js';
import { CalendarApi } from './oauth-clients/calendar-api.adapter.js';
import { OAuthClients } from './oauth-clients/oauth-clients.adapter.js';
import { OAuthConnectController } from './oauth-connect/oauth-connect.controller.js';
import { OAuthConnectService } from './oauth-connect/oauth-connect.service.js';
import { OAuthStatesPersonalData } from './oauth-connect/oauth-states.personal-data.js';
import { OAuthStatesProcessor } from './oauth-connect/oauth-states.processor.js';
import { OAuthStatesRepository } from './oauth-connect/oauth-states.repository.js';
import { WebhookCallsService } from './webhook-deliveries/webhook-calls.service.js';
import { WebhookDeliveriesController } from './webhook-deliveries/webhook-deliveries.controller.js';
import { WebhookDeliveriesProcessor } from './webhook-deliveries/webhook-deliveries.processor.js';
import { WebhookDeliveriesQueries } from './webhook-deliveries/webhook-deliveries.queries.js';
import { WebhookDeliveriesRepository } from './webhook-deliveries/webhook-deliveries.repository.js';
import { WebhookDeliveriesService } from './webhook-deliveries/webhook-deliveries.service.js';
import { WebhookDelivery } from './webhook-deliveries/webhook-delivery.entity.js';
import { WebhookHealthProcessor } from './webhook-deliveries/webhook-health.processor.js';
import { WebhookStandingListener } from './webhook-deliveries/webhook-standing.listener.js';
import { WebhooksPersonalData } from './webhook-deliveries/webhooks.personal-data.js';
import { ToldBodiesService } from './webhook-messages/told-bodies.service.js';
import { WebhookMessagesService } from './webhook-messages/webhook-messages.service.js';
import { WebhookSequence } from './webhook-messages/webhook-sequence.entity.js';
import { WebhookSequencesRepository } from './webhook-messages/webhook-sequences.repository.js';
import { WebhooksListener } from './webhook-messages/webhooks.listener.js';
import { WebhooksCheckup } from './webhooks/checkup.statistics.js';
import { AdminWebhooksController } from './webhooks/admin-webhooks.controller.js';
import { WebhookEndpoint } from './webhooks/webhook-endpoint.entity.js';
import { WebhookEndpointsController } from './webhooks/webhook-endpoints.controller.js';
import { WebhookEndpointsQueries } from './webhooks/webhook-endpoints.queries.js';
import { WebhookEndpointsRepository } from './webhooks/webhook-endpoints.repository.js';
import { WebhookEndpointsService } from './webhooks/webhook-endpoints.service.js';
import { WebhookSchemasService } from './webhooks/webhook-schemas.service.js';

@ScopedAs('integrations')
@Module({
  imports: [
    TypeOrmModule.forFeature([
      CalendarConnection,
      Calendar,
      WebhookEndpoint,
      WebhookDelivery,
      WebhookSequence,
      IncomingEvent,
    ]),
    IdentityModule,
    BookingModule,
    PaymentsModule,
    CollaborationModule,
    SchedulingModule,
  ],
  controllers: [
    WebhookEndpointsController,
    WebhookDeliveriesController,
    AdminWebhooksController,
    AdminWebhooksPageController,
    ConnectionsController,
    IncomingController,
    OAuthConnectController,
  ],
  providers: [
    IcsReader,
    IcsFeeds,
    CalDavCalendars,
    OAuthClients,
    AccessTokensRepository,
    CalendarApi,
    GoogleCalendars,
    MicrosoftCalendars,
    {
      provide: CALENDAR_ADAPTERS,
      useFactory: (...adapters: CalendarProvider[]) => adapters,
      inject: [IcsFeeds, CalDavCalendars, GoogleCalendars, MicrosoftCalendars],
    },
    CalendarProviders,
    ConnectionsRepository,
    ConnectionsService,
    CalendarsPersonalData,
    ReadingsRepository,
    ReadingsService,
    ReadingsProcessor,
    WrittenBookingsRepository,
    WrittenBookingsService,
    WrittenBookingsListener,
    WrittenBookingsProcessor,
    WrittenFindingsRepository,
    WrittenFindingsService,
    OAuthStatesRepository,
    OAuthStatesProcessor,
    OAuthStatesPersonalData,
    OAuthConnectService,
    WebhookEndpointsQueries,
    WebhookEndpointsRepository,
    WebhookEndpointsService,
    WebhookSchemasService,
    WebhookDeliveriesQueries,
    WebhookDeliveriesRepository,
    WebhookDeliveriesService,
    WebhookCallsService,
    WebhookDeliveriesProcessor,
    WebhookHealthProcessor,
    WebhookStandingListener,
    WebhooksPersonalData,
    WebhookSequencesRepository,
    ToldBodiesService,
    WebhookMessagesService,
    WebhooksListener,
    WebhooksCheckup,
    IncomingRepository,
    IncomingService,
    IncomingListener,
    OldIncomingEventsProcessor,
  ],
})
export class IntegrationsModule {}
