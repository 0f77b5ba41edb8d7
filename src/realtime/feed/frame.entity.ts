import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

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

/** A frame in its place. Ids are in the order of commits, because `feed.repository.ts` writes under a lock. */
@Entity({ schema: 'realtime', name: 'feed' })
@Index('feed_by_name', ['feed', 'id'])
@Index('feed_created', ['createdAt'])
export class FeedFrame {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'feed_pkey',
    comment: 'In the order of commits: writers hold an advisory lock.',
  })
  readonly id: number;

  @Column({ type: 'text' })
  feed: string;

  @Column({ type: 'text' })
  type: string;

  @Column({ type: 'json' })
  data: object;

  @Column({ type: 'jsonb' })
  audience: Audience;

  @Column({ type: 'timestamptz' })
  occurredAt: Date;

  @Column({ type: 'timestamptz' })
  createdAt: Date;
}

/** The one row that says up to which id frames were removed. */
@Entity({ schema: 'realtime', name: 'forgotten' })
export class FeedRetention {
  @PrimaryColumn({ type: 'boolean', default: true, primaryKeyConstraintName: 'forgotten_pkey' })
  readonly onlyRow: boolean;

  @Column({ type: 'bigint', default: 0 })
  upTo: number;
}

export type StoredFrame = Pick<FeedFrame, 'id' | 'feed' | 'type' | 'data' | 'audience' | 'occurredAt'>;

/** What clients get of it: all but its audience. */
export function toFrame({ id, type, data, occurredAt }: StoredFrame): Frame {
  return { id, type, data, timestamp: occurredAt.toISOString() };
}

/** A person in a kept frame: the id alone. */
export interface UserRef {
  $person: number;
}

export function userRef(personId: number): UserRef;
export function userRef(personId: number | null): UserRef | null;
export function userRef(personId: number | null): UserRef | null {
  return personId === null ? null : { $person: personId };
}

export function isUserRef(value: unknown): value is UserRef {
  return typeof value === 'object' && value !== null && '$person' in value;
}
