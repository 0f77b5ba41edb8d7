import type { LookupFunction } from 'node:net';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Agent, Dispatcher } from 'undici';
import { withTimeout } from '../../shared/waiting/with-timeout.js';
import { Config } from '../config/config.js';
import { HostLookup } from './host-lookup.js';
import { isLocalName, isPublicAddress, literalAddress } from './public-address.js';

const CONNECT_WITHIN_MS = 10_000;
const LOOKED_UP_WITHIN_MS = 2_000;
const MOST_LETTERS = 2_000;
const DISCARDED_BYTES = 65_536;
const REDIRECTS = [301, 302, 303, 307, 308];
const WITHOUT_BODY = [204, 205, 304];
const UNPACKING: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};
const OF_ONE_ORIGIN = ['authorization', 'cookie', 'proxy-authorization'];

const library = () => import('undici');

export type OutboundFailure = 'address' | 'timeout' | 'size' | 'redirects' | 'connection';

export class OutboundError extends Error {
  constructor(
    readonly reason: OutboundFailure,
    message: string,
  ) {
    super(message);
  }
}

export interface OutboundRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** For all of it: names, connecting, redirects, the whole answer. */
  timeoutMs: number;
  /** Of the answer as read, unpacked; a longer one is an error. With 0 its body is let go. */
  maxBytes: number;
  maxRedirects?: number;
  signal?: AbortSignal;
}

/**
 * A fetch of addresses that people gave: public ones by HTTPS only, asked anew at each connection and each
 * redirect, unless `WEBHOOKS_ALLOW_PRIVATE` opens all.
 */
@Injectable()
export class GuardedFetch implements OnApplicationShutdown {
  private agent?: Agent;
  private readonly allowsPrivate: boolean;

  constructor(
    config: Config,
    private readonly hosts: HostLookup,
  ) {
    this.allowsPrivate = config.allowsPrivateAddresses;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent?.destroy();
  }

  /** What is wrong with an address, for people. */
  async problemOf(address: string): Promise<string | null> {
    try {
      const { hostname } = this.allowed(address);
      if (this.allowsPrivate || literalAddress(hostname)) return null;
      const late = () => new Error('late');
      const found = await withTimeout(LOOKED_UP_WITHIN_MS, this.hosts.addressesOf(hostname), late).catch(
        () => [],
      );
      if (found.some(({ address: each }) => !isPublicAddress(each))) throw notPublic();
      return null;
    } catch (error) {
      if (error instanceof OutboundError) return error.message;
      throw error;
    }
  }

  /** Answers whatever status comes back; throws `OutboundError` where none does, or none may. */
  async fetch(address: string, request: OutboundRequest): Promise<Response> {
    const timeout = AbortSignal.timeout(request.timeoutMs);
    const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout;
    try {
      return await this.follow(address, request, signal);
    } catch (error) {
      if (error instanceof OutboundError) throw error;
      if (request.signal?.aborted) throw request.signal.reason;
      if (timeout.aborted) throw new OutboundError('timeout', `No answer within ${request.timeoutMs} ms.`);
      throw refusalWithin(error) ?? new OutboundError('connection', connectionMessage(error));
    }
  }

  private async follow(
    address: string,
    { method = 'GET', headers = {}, body, maxBytes, maxRedirects }: OutboundRequest,
    signal: AbortSignal,
  ): Promise<Response> {
    let url = this.allowed(address);
    const { Agent, request: send } = await library();
    const dispatcher = (this.agent ??= new Agent({
      connect: { lookup: this.lookup, timeout: CONNECT_WITHIN_MS },
      headersTimeout: 0,
      bodyTimeout: 0,
    }));
    const ours: Record<string, string> = { 'user-agent': 'Convoke' };
    if (maxBytes > 0) ours['accept-encoding'] = 'gzip, deflate, br';
    let call = { method, headers: { ...ours, ...headers }, body };
    for (let followed = 0; ; followed++) {
      const answer = await send(url, { ...call, dispatcher, signal });
      const { location } = answer.headers;
      if (maxRedirects === undefined || !location || !REDIRECTS.includes(answer.statusCode))
        return await readWhole(answer, url, maxBytes);
      await discard(answer);
      if (followed === maxRedirects)
        throw new OutboundError('redirects', `More than ${maxRedirects} redirects.`);
      const to = String(location);
      if (!URL.canParse(to, url)) throw new OutboundError('address', 'It redirects to no address.');
      const next = this.allowed(new URL(to, url).href);
      call = redirected(call, answer.statusCode, next.origin === url.origin);
      url = next;
    }
  }

  /** An address literal is never looked up, so it is judged here; a name is judged when it is. */
  private allowed(address: string): URL {
    if (address.length > MOST_LETTERS || !URL.canParse(address))
      throw new OutboundError('address', 'This is no valid URL.');
    const url = new URL(address);
    if (url.protocol !== 'https:' && !(this.allowsPrivate && url.protocol === 'http:'))
      throw new OutboundError('address', 'The URL must start with https://.');
    if (url.username || url.password)
      throw new OutboundError('address', 'The URL must hold no user name and no password.');
    if (this.allowsPrivate) return url;
    const literal = literalAddress(url.hostname);
    if (literal ? !isPublicAddress(literal) : isLocalName(url.hostname)) throw notPublic();
    return url;
  }

  private readonly lookup: LookupFunction = (hostname, options, done) => {
    void this.hosts.addressesOf(hostname).then(
      (found) => {
        if (!this.allowsPrivate && !found.every(({ address }) => isPublicAddress(address)))
          return done(notPublic(), []);
        const [first] = found;
        if (!first) return done(new OutboundError('connection', 'The host has no address.'), []);
        return options.all ? done(null, found) : done(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => done(error, []),
    );
  };
}

function notPublic(): OutboundError {
  return new OutboundError('address', 'The URL must lead to a public address.');
}

function redirected<Call extends { method: string; headers: Record<string, string>; body?: string | Buffer }>(
  call: Call,
  status: number,
  staysAtHome: boolean,
): Call {
  const kept = Object.entries(call.headers).filter(
    ([name]) => staysAtHome || !OF_ONE_ORIGIN.includes(name.toLowerCase()),
  );
  const headers = Object.fromEntries(kept);
  if (status !== 303 && !(call.method === 'POST' && status <= 302)) return { ...call, headers };
  return { ...call, headers, method: 'GET', body: undefined };
}

async function readWhole(answer: Dispatcher.ResponseData, url: URL, maxBytes: number): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (maxBytes === 0) await discard(answer);
  else
    for await (const chunk of unpacked(answer)) {
      size += (chunk as Uint8Array).length;
      if (size > maxBytes) throw new OutboundError('size', `The answer is longer than ${maxBytes} bytes.`);
      chunks.push(chunk as Uint8Array);
    }
  const status = answer.statusCode;
  const body = WITHOUT_BODY.includes(status) ? null : Buffer.concat(chunks);
  const headers = Object.entries(answer.headers).flatMap(([name, values]) =>
    [values ?? []].flat().map((value): [string, string] => [name, value]),
  );
  return Object.defineProperty(new Response(body, { status, headers }), 'url', { value: url.href });
}

function unpacked({ headers, body }: Dispatcher.ResponseData): Readable {
  const encodings = String(headers['content-encoding'] ?? '')
    .toLowerCase()
    .split(',')
    .reverse();
  return encodings.reduce<Readable>((stream, encoding) => {
    const unpack = UNPACKING[encoding.trim()];
    return unpack ? pipeline(stream, unpack(), () => undefined) : stream;
  }, body);
}

/** Read to its end, an answer leaves its connection to the next call; its status counts whatever else comes. */
async function discard({ body }: Dispatcher.ResponseData): Promise<void> {
  await body.dump({ limit: DISCARDED_BYTES });
}

function refusalWithin(error: unknown): OutboundError | undefined {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof OutboundError) return at;
  return undefined;
}

function connectionMessage(error: unknown): string {
  const codes: string[] = [];
  for (let at = error; at instanceof Error; at = at.cause)
    codes.push(String((at as NodeJS.ErrnoException).code ?? ''));
  const code = codes.find((each) => /^[A-Z][A-Z0-9_]+$/.test(each));
  return code ? `The connection failed: ${code}.` : 'The connection failed.';
}
