import type { Caller } from '../../platform/auth/caller.js';
import { roomsToJoin, type Feed } from '../feed/feeds.rules.js';
import type { Frame, RESYNC_REQUIRED } from '../feed/frame.entity.js';

export type DisconnectReason =
  'token_expired' | 'session_revoked' | 'too_many' | 'senseless' | 'too_slow' | 'unanswered' | 'going_away';

/** Told before the end; clients come back with a new token. */
export const TOKEN_EXPIRED = { type: 'token_expired' } as const;

const FRAMES_AT_ONCE = 60;
const MS_PER_FRAME = 1_000;

/** So many frames that mean nothing here, and then one a second. */
export class FrameBudget {
  private left = FRAMES_AT_ONCE;
  private at = performance.now();

  /** False where nothing is left. */
  spend(): boolean {
    const now = performance.now();
    this.left = Math.min(FRAMES_AT_ONCE, this.left + (now - this.at) / MS_PER_FRAME);
    this.at = now;
    if (this.left < 1) return false;
    this.left--;
    return true;
  }
}

/** One open socket of either kind, with the feed it hears and who opened it. */
export abstract class Subscriber {
  constructor(
    readonly feed: Feed,
    readonly caller: Caller | null,
    readonly network: string,
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
