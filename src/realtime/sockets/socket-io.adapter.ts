import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { Server, type ServerOptions } from 'socket.io';
import type { SocketLimits } from './socket-limits.access.js';
import { budgetOf } from './subscriber.adapter.js';

import { MAX_FRAME_BYTES } from '../incoming/incoming-frame.rules.js';
const TIME_TO_CHOOSE_MS = 10_000;

interface Connection {
  on(name: 'packet', listener: (packet: { type: string }) => void): void;
  close(): void;
}

export class SocketIoAdapter extends IoAdapter {
  private readonly options: Partial<ServerOptions>;

  constructor(app: INestApplicationContext, origins: string[], limits: SocketLimits) {
    super(app);
    this.options = {
      transports: ['websocket', 'polling'],
      cors: { origin: origins, credentials: true },
      serveClient: false,
      maxHttpBufferSize: MAX_FRAME_BYTES,
      connectTimeout: TIME_TO_CHOOSE_MS,
      // Upgrades of other paths belong to the plain WebSockets.
      destroyUpgrade: false,
      allowRequest: (request: IncomingMessage, answer) => {
        limits.countConnection(limits.networkOf(request)).then(
          () => answer(null, true),
          (refusal: Error) => answer(refusal.message, false),
        );
      },
    };
  }

  /** Typed loosely, because the adapter that this extends brings a Socket.IO of its own. */
  override createIOServer(): never {
    const server = new Server(this.httpServer as HttpServer, this.options);
    server.of('/').use((_socket, next) => next(new Error('Choose a namespace, such as /ws/calendar.')));
    server.engine.on('connection', boundFrames);
    return server as never;
  }
}

/** Beside the choice of a namespace, all that a client sends means nothing until a feed says that it does. */
function boundFrames(connection: Connection): void {
  const budget = budgetOf(connection);
  connection.on('packet', ({ type }) => {
    if (type === 'message' && !budget.spend()) connection.close();
  });
}
