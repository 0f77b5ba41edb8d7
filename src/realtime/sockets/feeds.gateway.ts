import {
  WebSocketGateway,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
} from '@nestjs/websockets';
import type { Namespace, Socket } from 'socket.io';
import { Logger } from '../../platform/observability/logger.js';
import { DomainError } from '../../shared/errors.js';
import { Delivery, type Transport } from '../feed/delivery.adapter.js';
import { FEED_NAMESPACES, feedAt, FEEDS, type TypeSlugs } from '../feed/feeds.rules.js';
import type { Frame } from '../feed/frame.entity.js';
import { IncomingFramesService } from '../incoming/incoming-frames.service.js';
import { sinceOf, type Handshake } from './handshake.policy.js';
import { ReplayService } from './replay.service.js';
import { SocketAuthenticator } from './socket-authenticator.access.js';
import { SocketIoSubscriber } from './socket-io-subscriber.adapter.js';
import { SocketLimits } from './socket-limits.access.js';
import { SubscribersService } from './subscribers.service.js';

/** Each feed as a Socket.IO namespace: the event's name is the frame's type, its payload the frame. */
@WebSocketGateway({ namespace: FEED_NAMESPACES })
export class FeedsGateway implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect, Transport {
  private readonly logger = new Logger(FeedsGateway.name);
  private readonly namespaces = new Map<string, Namespace>();

  constructor(
    private readonly authenticator: SocketAuthenticator,
    private readonly limits: SocketLimits,
    private readonly subscribers: SubscribersService,
    private readonly replay: ReplayService,
    private readonly incoming: IncomingFramesService,
    delivery: Delivery,
  ) {
    delivery.add(this);
  }

  afterInit(feeds: Namespace): void {
    feeds.use((socket, next) => {
      this.admit(socket).then(
        () => next(),
        (error: unknown) => this.refuse(socket, error, next),
      );
    });
  }

  handleConnection(socket: Socket): void {
    const subscriber = subscriberOf(socket);
    this.namespaces.set(subscriber.feed.name, socket.nsp);
    if (!this.subscribers.add(subscriber)) return;
    // Each event is spent twice, as it comes and as it is refused, and given back once in between.
    socket.use((_event, next) => {
      subscriber.budget.refund();
      next();
    });
    socket.onAny((type: string, ...sent: unknown[]) => void this.take(subscriber, type, sent));
    this.replay.begin(subscriber, sinceOf(handshakeOf(socket))).catch((error: unknown) => {
      this.logger.error('A replay failed', error);
      subscriber.disconnect('going_away');
    });
  }

  handleDisconnect(socket: Socket): void {
    this.subscribers.remove(subscriberOf(socket));
  }

  /** To this process's sockets alone, because every process reads the feed itself. */
  broadcast(feed: string, rooms: string[], frame: Frame): void {
    if (rooms.length > 0) this.namespaces.get(feed)?.local.to(rooms).emit(frame.type, frame);
  }

  /** Who wants to know what came of it sends a function along. */
  private async take(subscriber: SocketIoSubscriber, type: string, sent: unknown[]): Promise<void> {
    const [payload] = sent;
    const acknowledge = sent.at(-1);
    const isObject = typeof payload === 'object' && payload !== null && !Array.isArray(payload);
    const answer = await this.incoming.take(subscriber, isObject ? { ...payload, type } : undefined);
    if (typeof acknowledge === 'function') (acknowledge as (answer: unknown) => void)(answer);
  }

  private async admit(socket: Socket): Promise<void> {
    const address = feedAt(socket.nsp.name) ?? { feed: FEEDS[0]! };
    const network = this.limits.networkOf(socket.request);
    const slugs = slugsIn(socket);
    const admitted = await this.authenticator.admit({ ...address, slugs }, handshakeOf(socket), network);
    socket.data = new SocketIoSubscriber(admitted, network, socket);
  }

  /**
   * A refusal is a final `connect_error`; what passes only closes the connection, so that the client comes
   * back.
   */
  private refuse(socket: Socket, error: unknown, next: (error: Error) => void): void {
    if (!(error instanceof DomainError)) this.logger.error('A socket could not be opened', error);
    if (!(error instanceof DomainError) || error.kind === 'unavailable') socket.conn.close();
    else next(Object.assign(new Error(error.message), { data: { code: error.code } }));
  }
}

function subscriberOf(socket: Socket): SocketIoSubscriber {
  return socket.data as SocketIoSubscriber;
}

function handshakeOf({ handshake: { auth, query, headers } }: Socket): Handshake {
  return { token: auth.token ?? query.token, since: auth.since ?? query.since, headers };
}

function slugsIn({ handshake: { auth, query } }: Socket): TypeSlugs | undefined {
  const organizer: unknown = auth.organizer_slug ?? query.organizer_slug;
  const eventType: unknown = auth.event_type_slug ?? query.event_type_slug;
  return typeof organizer === 'string' && typeof eventType === 'string' ? { organizer, eventType } : undefined;
}
