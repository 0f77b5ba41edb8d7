import { Module } from '@nestjs/common';
import { ScopedAs } from '../../platform/auth/scopes.js';
import { SchedulingModule } from '../scheduling.module.js';
import { BookingFormController } from './booking-form.controller.js';
import { BookingFormService } from './booking-form.service.js';
import { OrganizerPagesQueries } from './organizer-pages.queries.js';
import { PublicPagesController } from './public-pages.controller.js';
import { PublicPagesService } from './public-pages.service.js';

/** Its addresses are all that nothing else answers, so it comes last. */
@ScopedAs('scheduling')
@Module({
  imports: [SchedulingModule],
  controllers: [PublicPagesController, BookingFormController],
  providers: [PublicPagesService, BookingFormService, OrganizerPagesQueries],
})
export class PublicPagesModule {}
