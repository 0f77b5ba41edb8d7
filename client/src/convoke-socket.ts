import { ConvokeError } from './convoke-error.js';
import { pauseAfter, type Pauses } from './pauses.js';
import type { TokenKeeper } from './tokens.js';

const [EXPIRED, REVOKED] = [4401, 4403];
const OPEN = 1;
/** Who is let in and turned out again at once has not been live. */
const LIVE_AFTER_MS = 5_000;

export interface Frame {
  /** What it tells, such as `booking_created`; `error` is what the server says to what was sent. */
  type: string;
  id?: number;
  timestamp?: string;
  data?: unknown;
  /** Of `message.receive`. */
  message?: unknown;
  /** Of `notification.receive`. */
  notification?: unknown;
}

export interface Listener {
  /** Each frame once, and those of one feed in their order. */
  onFrame(frame: Frame): void;
  /** What was missed cannot be sent again: read everything anew. */
  onResync(): void;
  /** Whether news comes at the moment. */
  onLive?(isLive: boolean): void;
  /** Nobody comes back from this: who listens is signed out. */
  onEnd?(error: ConvokeError): void;
}

/** As much of a WebSocket as is used here, so that browsers' and the package `ws` both fit. */
export interface SocketLike {
  readonly readyState: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(text: string): void;
  close(): void;
}

export type SocketConstructor = new (address: string) => SocketLike;

export interface SocketSurroundings {
  WebSocket: SocketConstructor;
  tokens: TokenKeeper;
  pauses: Pauses;
  /** Throws a `ConvokeError` for what HTTP answers to who is not let in: a socket does not say why. */
  askWhy(): Promise<unknown>;
}

/** One of the plain sockets below `/ws/`: it comes back by itself, and misses nothing meanwhile. */
export class ConvokeSocket {
  private socket?: SocketLike;
  private timer?: ReturnType<typeof setTimeout>;
  private failures = 0;
  private wasLive = false;
  private isOver = false;

  constructor(
    private readonly address: URL,
    private readonly listener: Listener,
    private readonly around: SocketSurroundings,
    private lastId?: number,
  ) {
    globalThis.addEventListener?.('online', this.hurry);
    void this.open();
  }

  /** The id of the last frame: whoever keeps it can listen on from there another time. */
  get since(): number | undefined {
    return this.lastId;
  }

  /** Says something, such as `{type: 'message.send', …}`; false where there is no connection just now. */
  send(frame: { type: string; [field: string]: unknown }): boolean {
    if (this.socket?.readyState !== OPEN) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  /** Nothing more is heard from now on. */
  close(): void {
    this.isOver = true;
    clearTimeout(this.timer);
    globalThis.removeEventListener?.('online', this.hurry);
    this.socket?.close();
  }

  private readonly hurry = () => {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    void this.open();
  };

  private async open(): Promise<void> {
    this.timer = undefined;
    const { tokens, WebSocket } = this.around;
    let token: string | undefined;
    try {
      token = await tokens.ready();
    } catch (error) {
      return this.tryLater(error);
    }
    if (this.isOver) return;
    const address = new URL(this.address);
    if (token !== undefined) address.searchParams.set('token', token);
    if (this.lastId !== undefined) address.searchParams.set('since', String(this.lastId));
    const socket = new WebSocket(address.href);
    let openedAt: number | undefined;
    this.socket = socket;
    socket.onopen = () => {
      openedAt = performance.now();
      this.opened();
    };
    socket.onmessage = ({ data }: { data: unknown }) => this.take(JSON.parse(String(data)) as Frame);
    // What follows an error is the close.
    socket.onerror = () => undefined;
    socket.onclose = ({ code }: { code: number }) => void this.closed(code, openedAt, token);
  }

  private opened(): void {
    if (this.isOver) return;
    this.listener.onLive?.(true);
    // A break before the first frame: there is nothing to go on from.
    if (this.wasLive && this.lastId === undefined) this.listener.onResync();
    this.wasLive = true;
  }

  private take(frame: Frame): void {
    if (this.isOver || frame.type === 'token_expired') return;
    if (frame.type === 'resync_required') {
      this.lastId = undefined;
      return this.listener.onResync();
    }
    if (frame.id !== undefined) {
      if (this.lastId !== undefined && frame.id <= this.lastId) return;
      this.lastId = frame.id;
    }
    this.listener.onFrame(frame);
  }

  private async closed(code: number, openedAt: number | undefined, token: string | undefined): Promise<void> {
    if (this.isOver) return;
    if (openedAt !== undefined) this.listener.onLive?.(false);
    const wasLive = openedAt !== undefined && performance.now() - openedAt >= LIVE_AFTER_MS;
    if (wasLive) this.failures = 0;
    if (code === REVOKED) return this.end('SESSION_ENDED', 'This session has ended. Please sign in again.');
    try {
      if (code === EXPIRED && !(await this.around.tokens.renewed(token)))
        return this.end('TOKEN_NOT_VALID', 'The token is not valid or has expired.');
      if (openedAt === undefined && token !== undefined) await this.around.askWhy();
    } catch (error) {
      return this.tryLater(error);
    }
    this.tryLater();
  }

  /** Not at all, where HTTP says that who listens is signed out; anything else may be better the next time. */
  private tryLater(error?: unknown): void {
    if (this.isOver) return;
    if (error instanceof ConvokeError && error.isSignedOut) return this.endBy(error);
    this.timer = setTimeout(() => void this.open(), pauseAfter(this.failures++, this.around.pauses));
  }

  private end(code: string, error: string): void {
    this.endBy(new ConvokeError(401, { code, error }));
  }

  private endBy(error: ConvokeError): void {
    this.close();
    this.listener.onEnd?.(error);
  }
}
