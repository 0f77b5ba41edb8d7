import { Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** Of two people, who are kept by the lower id first. */
@Entity({ schema: 'messaging', name: 'conversations' })
@Unique('conversations_of_two', ['lowId', 'highId'])
export class Conversation {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'conversations_pkey',
  })
  readonly id: number;

  @Column('bigint')
  lowId: number;

  @Column('bigint')
  highId: number;

  /** Also the place of the last one. */
  @Column('bigint')
  messagesCount: number;

  @Column('timestamptz')
  lastMessageAt: Date;
}

/** A conversation as one of the two sees it. */
@Entity({ schema: 'messaging', name: 'correspondences' })
@Unique('correspondences_once', ['personId', 'peerId'])
export class Correspondence {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'correspondences_pkey',
  })
  readonly id: number;

  @Column('bigint')
  personId: number;

  @Column('bigint')
  peerId: number;

  @Column('bigint')
  @ForeignKey(() => Conversation, { name: 'correspondences_conversation_fkey', onDelete: 'CASCADE' })
  conversationId: number;

  @Column('bigint')
  unreadCount: number;

  @Column('bigint')
  lastMessageId: number;

  /** When the person was last mailed that something is unread. */
  @Column('timestamptz', { nullable: true })
  mailedAt: Date | null;

  /** When that is mailed next, unless it is read before. */
  @Column('timestamptz', { nullable: true })
  mailDueAt: Date | null;
}
