import type { Socket } from 'socket.io';
import type { Frame, RESYNC_REQUIRED } from '../feed/frame.entity.js';
import type { ErrorFrame } from '../incoming/incoming-frame.rules.js';
import type { Admitted } from './socket-authenticator.access.js';
import { budgetOf, Subscriber, TOKEN_EXPIRED, type DisconnectReason } from './subscriber.adapter.js';

const MAX_WAITING_PACKETS = 1_000;

/** There is no close code that could say it. */
const SAID: Partial<Record<DisconnectReason, { type: string }>> = {
  token_expired: TOKEN_EXPIRED,
  session_revoked: { type: 'session_revoked' },
  too_many: { type: 'too_many_sockets' },
};

/** A Socket.IO client; the library itself sends heartbeats and drops those that do not answer. */
export class SocketIoSubscriber extends Subscriber {
  constructor(
    { address, caller }: Admitted,
    network: string,
    private readonly socket: Socket,
  ) {
    super(address, caller, network, budgetOf(socket.conn));
  }

  get isOpen(): boolean {
    return this.socket.connected;
  }

  join(): void {
    if (this.isOpen) void this.socket.join(this.rooms);
  }

  send(frame: Frame | ErrorFrame | typeof RESYNC_REQUIRED): void {
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
    const told = SAID[reason];
    if (!told) return void this.socket.conn.close(reason === 'too_slow');
    this.socket.emit(told.type, told);
    this.socket.disconnect(true);
  }

  check(): void {
    if (this.waiting > MAX_WAITING_PACKETS) this.disconnect('too_slow');
  }

  private get waiting(): number {
    return (this.socket.conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length;
  }
}
