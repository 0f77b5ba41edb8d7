import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Config } from '../platform/config/config.js';
import { FEEDS } from './feed/feeds.rules.js';
import { SocketLimits } from './sockets/socket-limits.access.js';
import { SocketIoAdapter } from './sockets/socket-io.adapter.js';

/** Where sockets are opened: plain ones, and all but `/ws` by Socket.IO. */
export const socketPaths: readonly string[] = FEEDS.map(({ path }) => path);

/** Puts Socket.IO on the application's HTTP server; before `listen`. */
export function configureSockets(app: NestExpressApplication, config: Config): void {
  app.useWebSocketAdapter(new SocketIoAdapter(app, config.corsOrigins, app.get(SocketLimits)));
}
