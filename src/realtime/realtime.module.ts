import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CollaborationModule } from '../collaboration/collaboration.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { MessagingModule } from '../messaging/messaging.module.js';
import { SchedulingModule } from '../scheduling/scheduling.module.js';
import { AudienceAccess } from './feed/audience.access.js';
import { Delivery } from './feed/delivery.adapter.js';
import { FeedTailService } from './feed/feed-tail.service.js';
import { FeedProcessor } from './feed/feed.processor.js';
import { FeedRepository } from './feed/feed.repository.js';
import { FeedFrame, FeedRetention } from './feed/frame.entity.js';
import { FrameContents } from './feed/frame-contents.queries.js';
import { TypeFrames } from './feed/type-frames.queries.js';
import { UserRefResolver } from './feed/user-ref-resolver.queries.js';
import { RelayListener } from './relays/relay.listener.js';
import { IncomingFramesService } from './incoming/incoming-frames.service.js';
import { FeedsGateway } from './sockets/feeds.gateway.js';
import { PlainRooms } from './sockets/plain-rooms.adapter.js';
import { PlainSocketsGateway } from './sockets/plain-sockets.gateway.js';
import { ReplayService } from './sockets/replay.service.js';
import { SocketAuthenticator } from './sockets/socket-authenticator.access.js';
import { SocketLimits } from './sockets/socket-limits.access.js';
import { SlotChangesProcessor } from './slots/slot-changes.processor.js';
import { SlotChangesRepository } from './slots/slot-changes.repository.js';
import { LastSlotFrame, PendingSlotChange } from './slots/slot-change.entity.js';
import { SubscribersService } from './sockets/subscribers.service.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([FeedFrame, FeedRetention, PendingSlotChange, LastSlotFrame]),
    CollaborationModule,
    IdentityModule,
    MessagingModule,
    SchedulingModule,
  ],
  providers: [
    FeedRepository,
    FeedProcessor,
    RelayListener,
    AudienceAccess,
    UserRefResolver,
    FrameContents,
    TypeFrames,
    SlotChangesRepository,
    SlotChangesProcessor,
    IncomingFramesService,
    Delivery,
    FeedTailService,
    ReplayService,
    SocketLimits,
    SocketAuthenticator,
    SubscribersService,
    FeedsGateway,
    PlainRooms,
    PlainSocketsGateway,
  ],
})
export class RealtimeModule {}
