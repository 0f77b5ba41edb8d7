import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CollaborationModule } from '../collaboration/collaboration.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { Audiences } from './feed/audiences.js';
import { Delivery } from './feed/delivery.js';
import { FeedFrame, Forgotten } from './feed/feed-frame.entity.js';
import { FeedProcessor } from './feed/feed.processor.js';
import { FeedRepository } from './feed/feed.repository.js';
import { FeedTail } from './feed/feed.tail.js';
import { Mentions } from './feed/mentions.js';
import { RelayListener } from './relay.listener.js';
import { FeedsGateway } from './sockets/feeds.gateway.js';
import { PlainRooms } from './sockets/plain-rooms.js';
import { PlainSockets } from './sockets/plain-sockets.js';
import { Replay } from './sockets/replay.js';
import { SocketDoor } from './sockets/socket-door.js';
import { Subscribers } from './sockets/subscribers.js';

@Module({
  imports: [TypeOrmModule.forFeature([FeedFrame, Forgotten]), CollaborationModule, IdentityModule],
  providers: [
    FeedRepository,
    FeedProcessor,
    RelayListener,
    Audiences,
    Mentions,
    Delivery,
    FeedTail,
    Replay,
    SocketDoor,
    Subscribers,
    FeedsGateway,
    PlainRooms,
    PlainSockets,
  ],
})
export class RealtimeModule {}
