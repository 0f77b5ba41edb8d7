import type { Caller } from '../../platform/auth/caller.js';
import { roomsToJoin, type Feed } from '../feed/feeds.rules.js';
import type { Frame, RESYNC_REQUIRED } from '../feed/frame.entity.js';

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

  /** Epoch milliseconds. */
  get expiresAt(): number {
    return this.caller?.expiresAt?.getTime() ?? Infinity;
  }

  abstract readonly isOpen: boolean;

  abstract join(): void;

  abstract send(frame: Frame | typeof RESYNC_REQUIRED): void;

  /** Resolves once what was sent has left this process, or the socket is gone. */
  abstract flushed(): Promise<void>;

  abstract disconnect(reason: DisconnectReason): void;

  /** Comes once a second; at a heartbeat the client must have answered the last one. */
  abstract check(heartbeat: boolean): void;
}
