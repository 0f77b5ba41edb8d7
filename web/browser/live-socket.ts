import { pauseAfter, type Pauses } from './pauses.js';

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

export interface LiveListener<End = never> {
  /** Each frame once, and those of one feed in their order. */
  onFrame(frame: Frame): void;
  /** What was missed cannot be sent again: read everything anew. */
  onResync(): void;
  /** Whether news comes at the moment. */
  onLive?(isLive: boolean): void;
  /** Nobody comes back from this: who listens is signed out. */
  onEnd?(error: End): void;
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

export interface Closed {
  code: number;
  /** With which it was opened. */
  token: string | undefined;
  wasOpen: boolean;
}

/** By what right somebody listens. What its methods throw is tried again later, unless it is the end. */
export interface Entry<End> {
  /** None for who comes by a cookie, or as a stranger. */
  token(): Promise<string | undefined>;
  /** Whether to come back: throws where not, or not now. */
  comeBack(closed: Closed): Promise<void>;
  isEnd(error: unknown): error is End;
}

export interface SocketSurroundings<End> {
  WebSocket: SocketConstructor;
  entry: Entry<End>;
  pauses: Pauses;
}

/** One of the plain sockets below `/ws/`, for pages and the typed client: it comes back, and misses nothing. */
export class LiveSocket<End = never> {
  private socket?: SocketLike;
  private timer?: ReturnType<typeof setTimeout>;
  private failures = 0;
  private wasLive = false;
  private isLive?: boolean;
  private isOver = false;

  constructor(
    private readonly address: URL,
    private readonly listener: LiveListener<End>,
    private readonly around: SocketSurroundings<End>,
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
    const { entry, WebSocket } = this.around;
    let token: string | undefined;
    try {
      token = await entry.token();
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
    this.sayLive(true);
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
    const wasOpen = openedAt !== undefined;
    if (wasOpen) this.sayLive(false);
    if (wasOpen && performance.now() - openedAt >= LIVE_AFTER_MS) this.failures = 0;
    try {
      await this.around.entry.comeBack({ code, token, wasOpen });
    } catch (error) {
      return this.tryLater(error);
    }
    this.tryLater();
  }

  private tryLater(error?: unknown): void {
    if (this.isOver) return;
    if (this.around.entry.isEnd(error)) {
      this.close();
      return this.listener.onEnd?.(error);
    }
    this.sayLive(false);
    this.timer = setTimeout(() => void this.open(), pauseAfter(this.failures++, this.around.pauses));
  }

  /** Also that the first try failed, but not each of those that follow. */
  private sayLive(isLive: boolean): void {
    if (this.isLive === isLive) return;
    this.isLive = isLive;
    this.listener.onLive?.(isLive);
  }
}
