import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { eventually } from '../../../test/support/eventually.js';
import { loadConfig } from '../config/config.js';
import { GuardedFetch, type OutboundRequest } from './guarded-fetch.js';
import { HostLookup } from './host-lookup.js';

const LIMITS = { timeoutMs: 5_000, maxBytes: 1_000 };

let guarded: GuardedFetch;
let servers: Server[];
beforeEach(() => {
  guarded = new GuardedFetch(
    loadConfig({ NODE_ENV: 'test', WEBHOOKS_ALLOW_PRIVATE: 'true' }),
    new HostLookup(),
  );
  servers = [];
});
afterEach(async () => {
  await guarded.onApplicationShutdown();
  for (const server of servers) server.close().closeAllConnections();
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const failure = (url: string, request: Partial<OutboundRequest> = {}) =>
  guarded.fetch(url, { ...LIMITS, ...request }).then(
    ({ status }) => status,
    ({ reason, message }: { reason: string; message: string }) => `${reason}: ${message}`,
  );

describe('a fetch of an address that somebody gave', () => {
  it('answers status, headers and body, and says which address that was', async () => {
    const url = await serve((_request, response) =>
      response.writeHead(429, { 'retry-after': '7' }).end('slow'),
    );
    const answer = await guarded.fetch(`${url}/a`, { ...LIMITS, method: 'POST', body: '{}' });
    expect([answer.status, answer.headers.get('retry-after'), await answer.text(), answer.url]).toEqual([
      429,
      '7',
      'slow',
      `${url}/a`,
    ]);
  });

  it('follows no redirect that it was not asked to follow', async () => {
    const url = await serve((_request, response) => response.writeHead(302, { location: '/b' }).end());
    expect(await failure(url)).toBe(302);
    expect(await failure(url, { maxRedirects: 2 })).toBe('redirects: More than 2 redirects.');
  });

  it('takes no credentials along to another origin, and no body from a POST', async () => {
    const seen: unknown[] = [];
    const other = await serve(({ method, headers }, response) => {
      seen.push(method, headers.authorization ?? null, headers.accept);
      response.end();
    });
    const url = await serve((_request, response) => response.writeHead(301, { location: other }).end());
    const headers = { Authorization: 'Basic abc', accept: 'text/calendar' };
    await guarded.fetch(url, { ...LIMITS, method: 'POST', body: 'x', headers, maxRedirects: 1 });
    await guarded.fetch(url, { ...LIMITS, method: 'PROPFIND', body: 'x', headers, maxRedirects: 1 });
    expect(seen).toEqual(['GET', null, 'text/calendar', 'PROPFIND', null, 'text/calendar']);
  });

  it('counts an answer as it is unpacked', async () => {
    const url = await serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1_000_000))),
    );
    expect(await failure(url)).toBe('size: The answer is longer than 1000 bytes.');
    expect(await failure(url, { maxBytes: 0 })).toBe(200);
  });

  it('unpacks what is packed in the ways that it takes, and fails where it cannot', async () => {
    const packers: Record<string, (text: string) => Buffer> = {
      gzip: gzipSync,
      deflate: deflateSync,
      br: brotliCompressSync,
      'gzip, br': (text) => brotliCompressSync(gzipSync(text)),
    };
    const url = await serve(({ url: path }, response) => {
      const encoding = decodeURIComponent(path!.slice(1));
      const pack = packers[encoding] ?? ((text) => Buffer.from(text));
      response.writeHead(200, { 'content-encoding': encoding }).end(pack('a calendar'));
    });
    for (const encoding of Object.keys(packers)) {
      const answer = await guarded.fetch(`${url}/${encodeURIComponent(encoding)}`, LIMITS);
      expect([encoding, await answer.text()]).toEqual([encoding, 'a calendar']);
    }
    expect(await failure(`${url}/x-gzip`)).toMatch(/^connection: /);
  });

  it('leaves its connection to the next, although nobody wanted the answer', async () => {
    const url = await serve((_request, response) => response.end('thank you'));
    let connections = 0;
    servers[0]!.on('connection', () => connections++);
    for (let call = 0; call < 6; call++) expect(await failure(url, { method: 'POST', maxBytes: 0 })).toBe(200);
    expect(connections).toBeLessThanOrEqual(2);
  });

  it('waits for no other of the same host', async () => {
    const held: ServerResponse[] = [];
    const url = await serve(({ url: path }, response) => {
      if (path === '/quick') response.end();
      else held.push(response);
    });
    const slow = Array.from({ length: 20 }, () => failure(`${url}/slow`, { timeoutMs: 60_000 }));
    expect(await failure(`${url}/quick`)).toBe(200);
    await eventually(() => expect(held).toHaveLength(20));
    held.forEach((response) => response.end());
    expect(new Set(await Promise.all(slow))).toEqual(new Set([200]));
  });

  it('gives up in time, whatever the other side does', async () => {
    const silent = await serve(() => undefined);
    const slow = await serve((_request, response) => void response.writeHead(200).write('a'));
    for (const url of [silent, slow])
      expect(await failure(url, { timeoutMs: 50 })).toBe('timeout: No answer within 50 ms.');
  });

  it('names what happened to a connection', async () => {
    const url = await serve((request) => request.socket.destroy());
    expect(await failure(url)).toMatch(/^connection: The connection failed: [A-Z_]+\.$/);
  });
});
