import type { Server as HttpServer } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { Server, type ServerOptions } from 'socket.io';

const MAX_FRAME_BYTES = 16_384;
const TIME_TO_CHOOSE_MS = 10_000;

export class SocketIoAdapter extends IoAdapter {
  private readonly options: Partial<ServerOptions>;

  constructor(app: INestApplicationContext, origins: string[]) {
    super(app);
    this.options = {
      transports: ['websocket', 'polling'],
      cors: { origin: origins, credentials: true },
      serveClient: false,
      maxHttpBufferSize: MAX_FRAME_BYTES,
      connectTimeout: TIME_TO_CHOOSE_MS,
      // Upgrades of other paths belong to the plain WebSockets.
      destroyUpgrade: false,
    };
  }

  /** Typed loosely, because the adapter that this extends brings a Socket.IO of its own. */
  override createIOServer(): never {
    const server = new Server(this.httpServer as HttpServer, this.options);
    server.of('/').use((_socket, next) => next(new Error('Choose a namespace, such as /ws/calendar.')));
    return server as never;
  }
}
