import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Server, ServerOptions } from 'socket.io';
import type { SocketAdapter } from '../platform/engine/fanout.js';

const MAX_FRAME_BYTES = 16_384;
const TIME_TO_CHOOSE_MS = 10_000;

/** Socket.IO as this product runs it: the feeds' namespaces and no other, beside plain WebSockets on one server. */
export class SocketIoAdapter extends IoAdapter {
  constructor(
    app: INestApplicationContext,
    private readonly origins: string[],
    private readonly adapter: SocketAdapter | undefined,
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const server = super.createIOServer(port, {
      ...options,
      transports: ['websocket', 'polling'],
      cors: { origin: this.origins, credentials: true },
      serveClient: false,
      maxHttpBufferSize: MAX_FRAME_BYTES,
      connectTimeout: TIME_TO_CHOOSE_MS,
      // Upgrades of other paths belong to the plain WebSockets.
      destroyUpgrade: false,
      ...(this.adapter && { adapter: this.adapter }),
    }) as Server;
    server.of('/').use((_socket, next) => next(new Error('Choose a namespace, such as /ws/calendar.')));
    return server;
  }
}
