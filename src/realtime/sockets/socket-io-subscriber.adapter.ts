import type { Socket } from 'socket.io';
import type { Caller } from '../../platform/auth/caller.js';
import type { Feed } from '../feed/feeds.rules.js';
import type { Frame, RESYNC_REQUIRED } from '../feed/frame.entity.js';
import { Subscriber, type DisconnectReason } from './subscriber.adapter.js';

/** Packets that may wait for a client that does not read. */
const MAX_WAITING = 1_000;

/** A Socket.IO client; the library itself sees to heartbeats and to those that do not answer them. */
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

  /** Told to go, a client stays away; cut off otherwise, it connects again by itself. */
  disconnect(reason: DisconnectReason): void {
    if (reason === 'session_ended') this.socket.disconnect(true);
    else this.socket.conn.close(reason === 'too_slow');
  }

  check(): void {
    if (this.waiting > MAX_WAITING) this.disconnect('too_slow');
  }

  private get waiting(): number {
    return (this.socket.conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length;
  }
}
