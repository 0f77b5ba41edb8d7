import type { Stage, Subject } from './stage.js';

/** What the declaration of an operation does not say by itself. Everything left out takes the strict default. */
export interface Rights {
  /** Who may act on another's object: by default admins alone. */
  foreign?: 'everybody' | 'nobody';
  /** How a foreign object is refused; by default it is not to be told from a missing one (404). */
  refusal?: number[];
  missing?: number[];
  /** What the rightful caller gets, where that is no success. */
  own?: number[];
  /** A body with which the rightful caller succeeds, where the document's example does not do. */
  body?(stage: Stage, subject: Subject): unknown;
  query?: string;
}

export const RIGHTS: Record<string, Rights> = {};
