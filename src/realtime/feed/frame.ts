/** Who may hear a frame; resolved when it is delivered, and again when it is replayed. */
export type Audience =
  | { kind: 'everyone' }
  | { kind: 'signedIn' }
  | { kind: 'persons'; ids: number[] }
  /** Those who take part in an event, and its organizer. */
  | { kind: 'circle'; eventId: number };

/** A frame as clients get it; `since` takes its id after a reconnect. */
export interface Frame {
  id: number;
  type: string;
  data: object;
  /** When it happened, ISO 8601 in UTC. */
  timestamp: string;
}

/** A frame that has no place in its feed yet. */
export interface FrameDraft {
  /** The feed's name, as in `feeds.ts`. */
  feed: string;
  type: string;
  data: object;
  audience: Audience;
}

/** What a client gets instead of frames that are not kept any more: it has to read the state anew. */
export const RESYNC_REQUIRED = { type: 'resync_required' } as const;
