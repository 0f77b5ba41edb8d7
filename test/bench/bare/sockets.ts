import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { serve } from '../stage/serve.js';

const ROOM = 'signedIn';
const AT_ONCE = 20;
let io: Server;

// Socket.IO alone: everybody may come in, and what the bench sends goes to one room.
serve({
  async listen({ path, redisUrl }: { path: string; redisUrl?: string }): Promise<string> {
    const server = createServer();
    const adapter = redisUrl ? createAdapter(new Redis(redisUrl), new Redis(redisUrl)) : undefined;
    io = new Server(server, { serveClient: false, perMessageDeflate: false, ...(adapter && { adapter }) });
    io.of(path).on('connection', (socket) => void socket.join(ROOM));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 4096, resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },

  /** Says each of the frames to everybody. */
  async say({ path, frames }: { path: string; frames: { type: string }[] }): Promise<void> {
    for (const [n, frame] of frames.entries()) {
      io.of(path).to(ROOM).emit(frame.type, frame);
      if (n % AT_ONCE === AT_ONCE - 1) await turn();
    }
  },
});
