import { WebSocket } from 'ws';
import type { Frame, RESYNC_REQUIRED } from '../feed/frame.entity.js';
import type { ErrorFrame } from '../incoming/incoming-frame.rules.js';
import type { Admitted } from './socket-authenticator.access.js';
import { FrameBudget, Subscriber, TOKEN_EXPIRED, type DisconnectReason } from './subscriber.adapter.js';

/** Bytes that may wait for a client that reads, in the middle of a burst. */
const MAX_WAITING_BYTES = 8 * 1_048_576;
/** Bytes that may still wait for it when it is looked after, once a second. */
const MAX_LEFT_BYTES = 1_048_576;
const AS_TEXT = { binary: false, compress: false } as const;

const CLOSE_CODES: Record<DisconnectReason, number> = {
  token_expired: 4401,
  session_revoked: 4403,
  too_many: 1013,
  senseless: 1008,
  going_away: 1001,
  too_slow: 1013,
  unanswered: 1002,
};

interface Rooms {
  join(subscriber: PlainSubscriber): void;
  leave(subscriber: PlainSubscriber): void;
}

export class PlainSubscriber extends Subscriber {
  private answered = true;

  constructor(
    { address, caller }: Admitted,
    network: string,
    private readonly socket: WebSocket,
    private readonly all: Rooms,
  ) {
    super(address, caller, network, new FrameBudget());
    socket.on('pong', () => {
      this.answered = true;
    });
  }

  get isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  join(): void {
    if (this.isOpen) this.all.join(this);
  }

  send(frame: Frame | ErrorFrame | typeof RESYNC_REQUIRED): void {
    this.sendText(JSON.stringify(frame));
  }

  sendText(text: string | Buffer): void {
    if (!this.isOpen) return;
    this.socket.send(text, AS_TEXT);
    if (this.socket.bufferedAmount > MAX_WAITING_BYTES) this.disconnect('too_slow');
  }

  flushed(): Promise<void> {
    if (!this.isOpen) return Promise.resolve();
    return new Promise((resolve) => this.socket.ping(undefined, undefined, () => resolve()));
  }

  disconnect(reason: DisconnectReason): void {
    this.all.leave(this);
    if (reason === 'token_expired') this.sendText(JSON.stringify(TOKEN_EXPIRED));
    // Who does not read cannot take a closing frame either.
    if (reason === 'too_slow' || reason === 'unanswered') this.socket.terminate();
    else this.socket.close(CLOSE_CODES[reason], reason);
  }

  check(heartbeat: boolean): void {
    if (this.socket.bufferedAmount > MAX_LEFT_BYTES) return this.disconnect('too_slow');
    if (!heartbeat || !this.isOpen) return;
    if (!this.answered) return this.disconnect('unanswered');
    this.answered = false;
    this.socket.ping();
  }
}
