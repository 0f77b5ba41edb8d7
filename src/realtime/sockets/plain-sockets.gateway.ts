import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { Config } from '../../platform/config/config.js';
import { toErrorResponse } from '../../platform/http/errors/to-error-response.js';
import { Logger } from '../../platform/observability/logger.js';
import { Clock } from '../../shared/clock.js';
import { DomainError, NotFound } from '../../shared/errors.js';
import { feedAt, type FeedAddress } from '../feed/feeds.rules.js';
import { MAX_FRAME_BYTES } from '../incoming/incoming-frame.rules.js';
import { IncomingFramesService } from '../incoming/incoming-frames.service.js';
import { sinceOf, type Handshake } from './handshake.policy.js';
import { PlainRooms } from './plain-rooms.adapter.js';
import { PlainSubscriber } from './plain-subscriber.adapter.js';
import { ReplayService } from './replay.service.js';
import { SocketAuthenticator } from './socket-authenticator.access.js';
import { SocketLimits } from './socket-limits.access.js';
import { SubscribersService } from './subscribers.service.js';

/** With its slash, as Socket.IO asks for it: what neither takes would stay open. */
const SOCKET_IO = '/socket.io/';

/** Each feed as a plain WebSocket at its path, on the server that also has HTTP and Socket.IO. */
@Injectable()
export class PlainSocketsGateway implements OnApplicationBootstrap {
  private readonly logger = new Logger(PlainSocketsGateway.name);
  private readonly server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
  });

  constructor(
    private readonly http: HttpAdapterHost,
    private readonly authenticator: SocketAuthenticator,
    private readonly subscribers: SubscribersService,
    private readonly limits: SocketLimits,
    private readonly rooms: PlainRooms,
    private readonly replay: ReplayService,
    private readonly incoming: IncomingFramesService,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.servesHttp) return;
    const server = this.http.httpAdapter.getHttpServer() as Server;
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (!request.url?.startsWith(SOCKET_IO)) void this.upgrade(request, socket, head);
    });
  }

  private async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const ignore = () => undefined;
    socket.on('error', ignore);
    try {
      const network = this.limits.networkOf(request);
      const { address, handshake } = readUpgrade(request);
      if (!address) await this.limits.count(null, network);
      if (!address) throw new NotFound('A socket at this address');
      const admitted = await this.authenticator.admit(address, handshake, network);
      if (socket.destroyed) return;
      socket.off('error', ignore);
      this.server.handleUpgrade(request, socket, head, (opened) =>
        this.open(new PlainSubscriber(admitted, network, opened, this.rooms), opened, handshake),
      );
    } catch (error) {
      this.refuse(socket, error);
    }
  }

  private open(subscriber: PlainSubscriber, socket: WebSocket, handshake: Handshake): void {
    const isWithin = () => {
      if (subscriber.isOpen && !subscriber.budget.spend()) subscriber.disconnect('senseless');
    };
    socket.on('message', (data, isBinary) => void this.incoming.take(subscriber, frameIn(data, isBinary)));
    socket.on('ping', isWithin);
    socket.on('pong', isWithin);
    socket.on('close', () => {
      this.rooms.leave(subscriber);
      this.subscribers.remove(subscriber);
    });
    // A close follows every error: a frame too large, text that is no UTF-8, a connection lost.
    socket.on('error', () => undefined);
    if (!this.subscribers.add(subscriber)) return;
    this.replay.begin(subscriber, sinceOf(handshake)).catch((error: unknown) => {
      this.logger.error('A replay failed', error);
      subscriber.disconnect('going_away');
    });
  }

  private refuse(socket: Duplex, error: unknown): void {
    if (!(error instanceof DomainError)) this.logger.error('A socket could not be opened', error);
    const { status, body, retryAfterSeconds } = toErrorResponse(error, this.clock.now(), randomUUID());
    const later = retryAfterSeconds === undefined ? '' : `Retry-After: ${retryAfterSeconds}\r\n`;
    const text = JSON.stringify(body);
    socket.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n` +
        `Content-Type: application/json; charset=utf-8\r\n${later}` +
        `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
    );
  }
}

function readUpgrade(request: IncomingMessage): { address?: FeedAddress; handshake: Handshake } {
  const url = URL.parse(request.url ?? '', 'http://localhost');
  const address = url ? feedAt(url.pathname) : undefined;
  const token = url?.searchParams.get('token') ?? undefined;
  const since = url?.searchParams.get('since') ?? undefined;
  return { address, handshake: { token, since, headers: request.headers } };
}

function frameIn(data: RawData, isBinary: boolean): unknown {
  try {
    return isBinary ? undefined : JSON.parse(String(data));
  } catch {
    return undefined;
  }
}
