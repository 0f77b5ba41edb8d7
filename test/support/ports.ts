import { createServer } from 'node:net';

// Below the range that systems give to outgoing connections: nobody takes the port by chance while its owner
// restarts. Above 10080, which fetch refuses to speak to (https://fetch.spec.whatwg.org/#bad-port).
const [FIRST, LAST] = [10_100, 15_399];

/** A port that nobody listens on right now, for a process that must keep its address over restarts. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
