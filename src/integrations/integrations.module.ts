import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BookingModule } from '../booking/booking.module.js';
import { CollaborationModule } from '../collaboration/collaboration.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { ScopedAs } from '../platform/auth/scopes.js';
import { SchedulingModule } from '../scheduling/scheduling.module.js';
import { Calendar, CalendarConnection } from './calendars/calendar-connection.entity.js';
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
    TypeOrmModule.forFeature([CalendarConnection, Calendar, WebhookEndpoint, WebhookDelivery, WebhookSequence]),
    IdentityModule,
    BookingModule,
    PaymentsModule,
    CollaborationModule,
    SchedulingModule,
  ],
  controllers: [WebhookEndpointsController, WebhookDeliveriesController, AdminWebhooksController],
  providers: [
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
  ],
})
export class IntegrationsModule {}
