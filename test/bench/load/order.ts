import type { Wish } from './wishes.js';

/** What a generator is asked to do: which requests, at which pace, over how many connections. */
export interface LoadOrder {
  url: string;
  connections: number;
  seconds: number;
  /** Requests a second, sent on time even if earlier ones are unanswered; unset: as fast as answers come. */
  perSecond?: number;
  script: ScriptOrder;
}

/** A caller: the product reads the token, the bare servers read the id. */
export interface Signed {
  id: number;
  token: string;
}

export type ScriptOrder =
  | {
      kind: 'book';
      path: string;
      wish: Wish;
      people: readonly Signed[];
      firstSlot: number;
      slots: number;
      keyed: boolean;
    }
  | { kind: 'get'; paths: readonly string[]; people: readonly Signed[]; ifNoneMatch?: string }
  /** Everybody once. */
  | { kind: 'once'; path: string; body: string; people: readonly Signed[] }
  | {
      kind: 'mixed';
      /** Of ten requests these many list slots, book, and list one's own bookings. */
      shares: { list: number; book: number; mine: number };
      listPaths: readonly string[];
      bookPath: string;
      minePath: string;
      people: readonly Signed[];
      firstSlot: number;
      slots: number;
    };

/** The kind of request whose waits are of what was refused, or not answered. */
export const REFUSED = 'refused';

export interface LoadResult {
  seconds: number;
  answered: number;
  /** Answers by status. */
  statuses: Record<number, number>;
  /** Of the kinds of request that the script makes, by name. */
  milliseconds: Record<string, number[]>;
  /** The body of the first answer that was a refusal or a failure. */
  firstRefusal?: string;
  /** How many slots the script has used up. */
  slotsUsed: number;
}
