import type { Socket } from 'socket.io';
import type { Caller } from '../../platform/auth/caller.js';
import type { Feed } from '../feed/feeds.rules.js';
import type { Frame, RESYNC_REQUIRED } from '../feed/frame.entity.js';
import { Subscriber, type DisconnectReason } from './subscriber.adapter.js';

const MAX_WAITING_PACKETS = 1_000;

/** A Socket.IO client; the library itself sends heartbeats and drops those that do not answer. */
export class SocketIoSubscriber extends Subscriber {
  constructor(
    feed: Feed,
    caller: Caller | null,
    private readonly socket: Socket,
  ) {
    super(feed, caller);
  }

  get isOpen(): boolean {
    return this.socket.connected;
  }

  join(): void {
    if (this.isOpen) void this.socket.join(this.rooms);
  }

  send(frame: Frame | typeof RESYNC_REQUIRED): void {
    this.socket.emit(frame.type, frame);
  }

  flushed(): Promise<void> {
    const { conn } = this.socket;
    if (!this.waiting || conn.readyState !== 'open') return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        conn.off('drain', done);
        conn.off('close', done);
        resolve();
      };
      conn.on('drain', done);
      conn.on('close', done);
    });
  }

  /** A client that is told to disconnect stays away; one whose connection is closed connects again. */
  disconnect(reason: DisconnectReason): void {
    if (reason === 'session_ended') this.socket.disconnect(true);
    else this.socket.conn.close(reason === 'too_slow');
  }

  check(): void {
    if (this.waiting > MAX_WAITING_PACKETS) this.disconnect('too_slow');
  }

  private get waiting(): number {
    return (this.socket.conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length;
  }
}
