import { Module } from '@nestjs/common';
import { BookingModule } from '../booking/booking.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ScopedAs } from '../platform/auth/scopes.js';
import { SchedulingModule } from '../scheduling/scheduling.module.js';

@ScopedAs('integrations')
@Module({ imports: [IdentityModule, BookingModule, SchedulingModule] })
export class IntegrationsModule {}
