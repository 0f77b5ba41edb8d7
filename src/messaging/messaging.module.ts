import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { SlotNoticesListener } from './notices/slot-notices.listener.js';

@Module({ imports: [IdentityModule], providers: [SlotNoticesListener] })
export class MessagingModule {}
