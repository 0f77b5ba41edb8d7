import type { Caller } from '../../platform/auth/caller.js';
import type { ErrorFrame, Sender } from '../incoming/incoming-frame.rules.js';
import { roomsToJoin, type Feed, type FeedAddress } from '../feed/feeds.rules.js';
import type { Whose } from '../feed/feed.repository.js';
import type { Frame, RESYNC_REQUIRED } from '../feed/frame.entity.js';

export type DisconnectReason =
  'token_expired' | 'session_revoked' | 'too_many' | 'senseless' | 'too_slow' | 'unanswered' | 'going_away';

/** Told before the end; clients come back with a new token. */
export const TOKEN_EXPIRED = { type: 'token_expired' } as const;

const FRAMES_AT_ONCE = 60;
const MS_PER_FRAME = 1_000;

/** So many frames that mean nothing here or are refused, and then one a second. */
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

  refund(): void {
    this.left++;
  }
}

const budgets = new WeakMap<object, FrameBudget>();

/** One for all that comes over a connection, whatever sockets share it. */
export function budgetOf(connection: object): FrameBudget {
  const known = budgets.get(connection);
  if (known) return known;
  const budget = new FrameBudget();
  budgets.set(connection, budget);
  return budget;
}

/** One open socket of either kind, with the feed it hears and who opened it. */
export abstract class Subscriber implements Sender {
  constructor(
    private readonly address: FeedAddress,
    readonly caller: Caller | null,
    readonly network: string,
    readonly budget: FrameBudget,
  ) {}

  get feed(): Feed {
    return this.address.feed;
  }

  get peerId(): number | undefined {
    return this.address.peerId;
  }

  get rooms(): string[] {
    return roomsToJoin(this.address, this.caller?.id ?? null);
  }

  get whose(): Whose {
    const { carries, isPrivate } = this.feed;
    const hostId = this.address.subject?.hostId ?? null;
    return { feeds: carries, personId: isPrivate ? this.caller!.id : null, hostId };
  }

  /** Epoch milliseconds. */
  get expiresAt(): number {
    return this.caller?.expiresAt?.getTime() ?? Infinity;
  }

  abstract readonly isOpen: boolean;

  abstract join(): void;

  abstract send(frame: Frame | ErrorFrame | typeof RESYNC_REQUIRED): void;

  /** Resolves once what was sent has left this process, or the socket is gone. */
  abstract flushed(): Promise<void>;

  abstract disconnect(reason: DisconnectReason): void;

  /** Comes once a second; at a heartbeat the client must have answered the last one. */
  abstract check(heartbeat: boolean): void;
}
