import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BookingModule } from '../booking/booking.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ScopedAs } from '../platform/auth/scopes.js';
import { SchedulingModule } from '../scheduling/scheduling.module.js';
import { Calendar, CalendarConnection } from './calendars/calendar-connection.entity.js';

@ScopedAs('integrations')
@Module({
  imports: [
    TypeOrmModule.forFeature([CalendarConnection, Calendar]),
    IdentityModule,
    BookingModule,
    SchedulingModule,
  ],
})
export class IntegrationsModule {}
