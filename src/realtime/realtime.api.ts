import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Config } from '../platform/config/config.js';
import { SocketLimits } from './sockets/socket-limits.access.js';
import { SocketIoAdapter } from './sockets/socket-io.adapter.js';

/** Puts Socket.IO on the application's HTTP server; before `listen`. */
export function configureSockets(app: NestExpressApplication, config: Config): void {
  app.useWebSocketAdapter(new SocketIoAdapter(app, config.corsOrigins, app.get(SocketLimits)));
}
