import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BookingModule } from '../booking/booking.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { CollaborationApi } from './collaboration.api.js';
import { EventAccess } from './events/event.access.js';
import { EventDetailsQueries } from './events/event-details.queries.js';
import { Event } from './events/event.entity.js';
import { EventsController } from './events/events.controller.js';
import { EventsQueries } from './events/events.queries.js';
import { EventsRepository } from './events/events.repository.js';
import { EventsService } from './events/events.service.js';
import { Invitation } from './events/invitation.entity.js';
import { ParticipationController } from './participation/participation.controller.js';
import { ParticipationService } from './participation/participation.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Event, Invitation]), IdentityModule, BookingModule],
  controllers: [EventsController, ParticipationController],
  providers: [
    CollaborationApi,
    EventAccess,
    EventsRepository,
    EventsQueries,
    EventDetailsQueries,
    EventsService,
    ParticipationService,
  ],
  exports: [CollaborationApi],
})
export class CollaborationModule {}
