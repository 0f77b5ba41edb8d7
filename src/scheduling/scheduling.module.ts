import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BookingModule } from '../booking/booking.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { CategoriesController } from './categories/categories.controller.js';
import { CategoriesService } from './categories/categories.service.js';
import { Category } from './categories/category.entity.js';
import { SchedulingStatistics } from './scheduling.statistics.js';
import { AppointmentProfile } from './appointments/appointment-profile.rules.js';
import { MeetingProfile } from './meetings/meeting-profile.rules.js';
import { SlotProfile } from './timeslots/slot-profile.adapter.js';
import { Timeslot } from './timeslots/timeslot.entity.js';
import { TimeslotsController } from './timeslots/timeslots.controller.js';
import { TimeslotsQueries } from './timeslots/timeslots.queries.js';
import { TimeslotsRepository } from './timeslots/timeslots.repository.js';
import { TimeslotsService } from './timeslots/timeslots.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Category, Timeslot]), IdentityModule, BookingModule],
  controllers: [CategoriesController, TimeslotsController],
  providers: [
    CategoriesService,
    TimeslotsService,
    TimeslotsQueries,
    TimeslotsRepository,
    SchedulingStatistics,
    SlotProfile,
    AppointmentProfile,
    MeetingProfile,
  ],
})
export class SchedulingModule {}
