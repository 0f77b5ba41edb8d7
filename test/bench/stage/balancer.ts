import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { serve } from './serve.js';

const sockets = new Set<Socket>();
let server: Server | undefined;
let turn = 0;

// A round-robin balancer by connection, which never looks at a byte: it must cost as little as it can.
serve({
  async listen(ports: number[]): Promise<string> {
    server = createServer((client) => {
      const upstream = connect(ports[turn++ % ports.length]!, '127.0.0.1');
      for (const [socket, other] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        sockets.add(socket);
        socket.setNoDelay(true);
        socket.pipe(other);
        socket.once('error', () => other.destroy());
        socket.once('close', () => {
          sockets.delete(socket);
          other.destroy();
        });
      }
    });
    await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', 4096, resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },
});
