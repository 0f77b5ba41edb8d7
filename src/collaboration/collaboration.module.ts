import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BookingModule } from '../booking/booking.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { CollaborationApi } from './collaboration.api.js';
import { EventAccess } from './events/event.access.js';
import { Event } from './events/event.entity.js';
import { Invitation } from './events/invitation.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([Event, Invitation]), IdentityModule, BookingModule],
  controllers: [],
  providers: [CollaborationApi, EventAccess],
  exports: [CollaborationApi],
})
export class CollaborationModule {}
