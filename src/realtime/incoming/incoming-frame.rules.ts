import type { Caller } from '../../platform/auth/caller.js';
import type { Feed } from '../feed/feeds.rules.js';

/** A message of the longest text fits in, also where each letter of it is written as two escapes. */
export const MAX_FRAME_BYTES = 65_536;
export interface ErrorFrame {
  type: 'error';
  error: string;
  code: string;
}

/** A socket, as far as what comes in is concerned. */
export interface Sender {
  readonly feed: Feed;
  /** With whom its conversation is, where it has one alone. */
  readonly peerId?: number;
  readonly caller: Caller | null;
  readonly expiresAt: number;
  readonly isOpen: boolean;
  readonly budget: { spend(): boolean };
  send(frame: ErrorFrame): void;
  disconnect(reason: 'senseless' | 'token_expired' | 'session_revoked'): void;
}
