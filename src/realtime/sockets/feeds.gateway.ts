import {
  WebSocketGateway,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
} from '@nestjs/websockets';
import type { Namespace, Socket } from 'socket.io';
import { Logger } from '../../platform/observability/logger.js';
import { DomainError, Unavailable } from '../../shared/errors.js';
import { Delivery, type Transport } from '../feed/delivery.js';
import type { Frame } from '../feed/frame.js';
import { FEED_NAMESPACES, feedAt, FEEDS } from '../feeds.js';
import { sinceOf, type Handshake } from './handshake.js';
import { Replay } from './replay.js';
import { SocketDoor } from './socket-door.js';
import { SocketIoSubscriber } from './socket-io.subscriber.js';
import { Subscribers } from './subscribers.js';

/** Each feed as a Socket.IO namespace: the event's name is the frame's type, its payload the frame. */
@WebSocketGateway({ namespace: FEED_NAMESPACES })
export class FeedsGateway implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect, Transport {
  private readonly logger = new Logger(FeedsGateway.name);
  /** Namespaces by feed; each comes into being with its first socket. */
  private readonly namespaces = new Map<string, Namespace>();

  constructor(
    private readonly door: SocketDoor,
    private readonly subscribers: Subscribers,
    private readonly replay: Replay,
    delivery: Delivery,
  ) {
    delivery.add(this);
  }

  afterInit(feeds: Namespace): void {
    feeds.use((socket, next) => {
      this.admit(socket).then(
        () => next(),
        (error: unknown) => next(this.connectError(error)),
      );
    });
  }

  handleConnection(socket: Socket): void {
    const subscriber = subscriberOf(socket);
    this.namespaces.set(subscriber.feed.name, socket.nsp);
    if (!this.subscribers.add(subscriber)) return;
    this.replay.begin(subscriber, sinceOf(handshakeOf(socket))).catch((error: unknown) => {
      this.logger.error('A replay failed', error);
      subscriber.cut('going_away');
    });
  }

  handleDisconnect(socket: Socket): void {
    this.subscribers.remove(subscriberOf(socket));
  }

  /** Encoded once for all; local, because every process reads the feed along for its own sockets. */
  broadcast(feed: string, rooms: string[], frame: Frame): void {
    if (rooms.length > 0) this.namespaces.get(feed)?.local.to(rooms).emit(frame.type, frame);
  }

  private async admit(socket: Socket): Promise<void> {
    const feed = feedAt(socket.nsp.name) ?? FEEDS[0]!;
    const caller = await this.door.admit(feed, handshakeOf(socket));
    socket.data = new SocketIoSubscriber(feed, caller, socket);
  }

  /** What the client's `connect_error` gets: a sentence, and the code in its `data`. */
  private connectError(error: unknown): Error {
    if (!(error instanceof DomainError)) this.logger.error('A socket could not be opened', error);
    const { message, code } = error instanceof DomainError ? error : new Unavailable();
    return Object.assign(new Error(message), { data: { code } });
  }
}

function subscriberOf(socket: Socket): SocketIoSubscriber {
  return socket.data as SocketIoSubscriber;
}

function handshakeOf({ handshake: { auth, query, headers } }: Socket): Handshake {
  return { token: auth.token ?? query.token, since: auth.since ?? query.since, headers };
}
