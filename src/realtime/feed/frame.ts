/** Who may hear a frame; resolved when it is delivered, and again when it is replayed. */
export type Audience =
  { kind: 'everyone' } | { kind: 'signedIn' } | { kind: 'persons'; ids: number[] } | EventAudience;

/** Of those who may read an event: where it is open, whom `to` names; where it is not, those it names as its readers. */
export interface EventAudience {
  kind: 'event';
  eventId: number;
  /** `anonymous` is for what is told in fewer words to those without a token; it concerns nobody named. */
  to: 'anyone' | 'signedIn' | 'anonymous';
  /** It was said while the event was not open: it stays among its readers, also once everybody may read the event. */
  kept?: true;
  /** It says that the event goes; nothing else is heard of what is deleted. */
  alsoDeleted?: true;
}

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
  /** A person is a `mention` in it, at its first level. */
  data: object;
  audience: Audience;
}

/** What a client gets instead of frames that are not kept any more: it has to read the state anew. */
export const RESYNC_REQUIRED = { type: 'resync_required' } as const;
