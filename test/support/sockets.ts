import { io, type Socket } from 'socket.io-client';
import WebSocket from 'ws';
import { eventually } from './eventually.js';

export interface Frame {
  id: number;
  type: string;
  data: any;
  timestamp: string;
}

export interface SocketOptions {
  token?: string;
  since?: number | string;
  /** The feed's path. */
  path?: string;
  headers?: Record<string, string>;
  /** Socket.IO: polling first, as a browser without WebSockets would. */
  transports?: string[];
  /** How token and since travel: Socket.IO's `auth`, or the address. */
  by?: 'auth' | 'query';
  /** Of `/ws/slots`: the event type, in the plain address or in `auth`. */
  ofType?: { organizer_slug: string; event_type_slug: string };
}

/** How the server ended a socket, or did not let it open. */
export interface Refusal {
  /** HTTP status of a plain upgrade that was refused. */
  status?: number;
  code?: string;
}

const CALENDAR = '/ws/calendar';
const SLOTS = '/ws/slots';

/** A client that keeps every frame it got. */
export abstract class SocketClient {
  readonly frames: Frame[] = [];
  abstract close(): void;
  /** Resolves with the close code (plain) or the reason (Socket.IO) once the server has ended it. */
  abstract readonly ended: Promise<number | string>;

  get types(): string[] {
    return this.frames.map(({ type }) => type);
  }

  get ids(): number[] {
    return this.frames.map(({ id }) => id);
  }

  /** Waits for `count` frames in all, and answers them. */
  async atLeast(count: number): Promise<Frame[]> {
    return eventually(() => {
      if (this.frames.length < count)
        throw new Error(`${this.frames.length} of ${count} frames: ${this.types}`);
      return this.frames;
    });
  }

  /** Waits for the first frame of this type that fits. */
  async frame(type: string, fits: (frame: Frame) => boolean = () => true): Promise<Frame> {
    return eventually(() => {
      const found = this.frames.find((frame) => frame.type === type && fits(frame));
      if (!found) throw new Error(`No such ${type} among ${JSON.stringify(this.frames)}`);
      return found;
    });
  }
}

export type OpenSocket = (url: string, options?: SocketOptions) => Promise<SocketClient>;

class SocketIoClient extends SocketClient {
  readonly ended: Promise<string>;

  constructor(readonly socket: Socket) {
    super();
    socket.onAny((type: string, frame: Frame) => {
      if (frame.type !== type) throw new Error(`The event ${type} carried a frame of type ${frame.type}.`);
      this.frames.push(frame);
    });
    this.ended = new Promise((resolve) => socket.once('disconnect', resolve));
  }

  close(): void {
    this.socket.disconnect();
  }
}

/** Opens a Socket.IO client; rejects with a `Refusal` when it is not let in. */
export const openSocketIo: OpenSocket = (url, options = {}) => {
  const { token, since, ofType, headers, transports = ['websocket'], by = 'auth' } = options;
  const { path = ofType ? SLOTS : CALENDAR } = options;
  const { organizer_slug, event_type_slug } = ofType ?? {};
  const said = Object.fromEntries(
    Object.entries({ token, since, organizer_slug, event_type_slug }).filter(
      ([, value]) => value !== undefined,
    ),
  );
  const socket = io(url + path, {
    transports,
    forceNew: true,
    reconnection: false,
    extraHeaders: headers,
    ...(by === 'auth' ? { auth: said } : { query: said as Record<string, string> }),
  });
  const client = new SocketIoClient(socket);
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(client));
    // A server that is killed after it took the connection and before it let the client in.
    socket.once('disconnect', (reason) => reject(refusal({ code: reason })));
    socket.once('connect_error', (error: Error & { data?: { code?: string } }) => {
      socket.disconnect();
      reject(refusal({ code: error.data?.code ?? error.message }));
    });
  });
};

export class PlainClient extends SocketClient {
  readonly ended: Promise<number>;

  constructor(readonly socket: WebSocket) {
    super();
    socket.on('message', (data) => this.frames.push(JSON.parse(String(data)) as Frame));
    socket.on('error', () => undefined);
    this.ended = new Promise((resolve) => socket.once('close', resolve));
  }

  close(): void {
    this.socket.close();
  }
}

/** Opens a plain WebSocket; rejects with a `Refusal` when the upgrade is answered with HTTP. */
export const openPlain = (url: string, options: SocketOptions = {}): Promise<PlainClient> => {
  const { token, since, ofType, headers } = options;
  const ofSlots = ofType && `${SLOTS}/${ofType.organizer_slug}/${ofType.event_type_slug}/`;
  const { path = ofSlots ?? `${CALENDAR}/` } = options;
  const address = new URL(path, url.replace(/^http/, 'ws'));
  if (token !== undefined) address.searchParams.set('token', token);
  if (since !== undefined) address.searchParams.set('since', String(since));
  const socket = new WebSocket(address, { headers });
  const client = new PlainClient(socket);
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(client));
    socket.once('error', (error) => reject(refusal({ code: error.message })));
    socket.once('unexpected-response', (_request, response) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk)));
      response.on('close', () => {
        const body = text && response.complete ? (JSON.parse(text) as { code?: string }) : {};
        reject(refusal({ status: response.statusCode, code: body.code }));
      });
    });
  });
};

/** Both kinds, for `describe.each`. */
export const BOTH_KINDS: [string, OpenSocket][] = [
  ['Socket.IO', openSocketIo],
  ['a plain WebSocket', openPlain],
];

function refusal(how: Refusal): Error & Refusal {
  return Object.assign(new Error(`The socket was refused: ${how.status ?? ''} ${how.code ?? ''}`), how);
}
