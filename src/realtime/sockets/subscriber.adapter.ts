import type { Caller } from '../../platform/auth/caller.js';
import { roomsToJoin, type Feed } from '../feed/feeds.rules.js';
import type { Frame, RESYNC_REQUIRED } from '../feed/frame.entity.js';

/** Why the server ends a socket. */
export type DisconnectReason = 'session_ended' | 'too_slow' | 'unanswered' | 'going_away';

/** One open socket of either kind, with the feed it hears and who opened it. */
export abstract class Subscriber {
  constructor(
    readonly feed: Feed,
    readonly caller: Caller | null,
  ) {}

  get rooms(): string[] {
    return roomsToJoin(this.feed, this.caller?.id ?? null);
  }

  /** When its credentials end by themselves, epoch milliseconds. */
  get expiresAt(): number {
    return this.caller?.expiresAt?.getTime() ?? Infinity;
  }

  abstract readonly isOpen: boolean;

  /** From now on it hears its rooms. */
  abstract join(): void;

  abstract send(frame: Frame | typeof RESYNC_REQUIRED): void;

  /** Resolves once what was sent has left this process, or the socket is gone. */
  abstract flushed(): Promise<void>;

  /** Ends the socket; nothing is sent through it after this. */
  abstract disconnect(reason: DisconnectReason): void;

  /** Looks after the socket once a second; at a heartbeat it must show that it answered the last one. */
  abstract check(heartbeat: boolean): void;
}
