import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '../stage/serve.js';

const EVENT = /^evt_(\d+)_/;
/** When which event came: once for each endpoint. */
const arrivals: [event: number, at: number][] = [];

// A program that is called: takes everything, and knows when it came.
serve({
  async listen(): Promise<string> {
    const server = createServer((request, response) => {
      const event = Number(EVENT.exec(String(request.headers['webhook-id']))?.[1]);
      request.resume().once('end', () => {
        arrivals.push([event, Date.now()]);
        response.writeHead(204).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },

  count: (first: number): number => arrivals.filter(([event]) => event >= first).length,

  arrivals: (first: number) => arrivals.filter(([event]) => event >= first),
});
