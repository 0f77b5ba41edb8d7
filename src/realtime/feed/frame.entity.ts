import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** Who may hear a frame; resolved at delivery, and again at replay. */
export type Audience =
  | { kind: 'everyone' }
  | { kind: 'signedIn' }
  | { kind: 'persons'; ids: number[] }
  | PersonAudience
  | EventAudience
  | HostAudience
  | { kind: 'type'; typeId: number };

/** One person, and of a chat in the conversation with `peerId`. Found by `feed_of_person`. */
export interface PersonAudience {
  kind: 'person';
  personId: number;
  peerId?: number;
}

/** While the event is open, its readers whom `to` names; while it is not, the persons who may read it. */
export interface EventAudience {
  kind: 'event';
  eventId: number;
  /** `anonymous`: the frame without names that goes to those without a token. */
  to: 'anyone' | 'signedIn' | 'anonymous';
  /** Said while the event was not open: it stays among its readers, also once everybody may read the event. */
  kept?: true;
  /** Also of a deleted event, of which nothing else is heard. */
  alsoDeleted?: true;
}

/** Whoever looks at a host's free times; each event type makes a `type` of it. Found by `feed_of_host`. */
export interface HostAudience {
  kind: 'host';
  hostId: number;
  typeId: number | null;
  /** Heard also of what is not offered any more. */
  alsoClosed: boolean;
}

export interface Frame {
  id: number;
  type: string;
  /** Of messages and notifications document E has another name for it. */
  data?: object;
  /** ISO 8601 in UTC. */
  timestamp: string;
}

export interface FrameDraft {
  feed: string;
  type: string;
  /** People are a `userRef` in it, at its first level. */
  data: object;
  audience: Audience;
}

/** Instead of frames that are not kept any more: the client has to read the state anew. */
export const RESYNC_REQUIRED = { type: 'resync_required' } as const;

/** Ids are in the order of commits, because `feed.repository.ts` writes under a lock. */
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

export function toFrame({ id, type, data, occurredAt }: StoredFrame): Frame {
  const timestamp = occurredAt.toISOString();
  return isPrivate(type) ? { id, type, ...data, timestamp } : { id, type, data, timestamp };
}

/** What is kept of these frames is an id; what it stands for is read when it is sent. */
export type PrivateFrame = 'message.receive' | 'notification.receive';

export function isPrivate(type: string): type is PrivateFrame {
  return type === 'message.receive' || type === 'notification.receive';
}

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
