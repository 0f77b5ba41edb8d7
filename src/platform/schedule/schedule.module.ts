import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Scheduler } from './scheduler.js';

@Module({ imports: [DiscoveryModule], providers: [Scheduler] })
export class ScheduleModule {}
