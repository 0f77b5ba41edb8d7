import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Audience, Frame } from './frame.js';

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
