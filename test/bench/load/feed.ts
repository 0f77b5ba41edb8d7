import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '../stage/serve.js';

let text = '';
let etag = '';
/** When which path was asked for. */
const asked = new Map<string, number[]>();

// A calendar feed, the same below every path, with its tag.
serve({
  async listen(): Promise<string> {
    const server = createServer(({ url = '', headers }, response) => {
      asked.set(url, [...(asked.get(url) ?? []), Date.now()]);
      if (headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
      else response.writeHead(200, { 'content-type': 'text/calendar', etag }).end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },

  show(next: string): void {
    text = next;
    etag = `"${createHash('sha256').update(text).digest('hex')}"`;
  },

  asked: (path: string): number[] => asked.get(path) ?? [],
});
