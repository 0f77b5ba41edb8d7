import { Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Conversation } from './conversation.entity.js';

export const MAX_CONTENT = 5_000;

/** What one person wrote to another. */
@Entity({ schema: 'messaging', name: 'messages' })
@Unique('messages_in_their_places', ['conversationId', 'place'])
export class Message {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'messages_pkey',
  })
  readonly id: number;

  @Column('bigint')
  @ForeignKey(() => Conversation, { name: 'messages_conversation_fkey', onDelete: 'CASCADE' })
  conversationId: number;

  /** Which of its conversation, from 1 and without gaps: a page is a range of places. */
  @Column('bigint')
  place: number;

  @Column('bigint')
  senderId: number;

  @Column('bigint')
  receiverId: number;

  /** Empty once its sender is erased. */
  @Column('text')
  content: string;

  @Column('timestamptz', { nullable: true })
  readAt: Date | null;

  @Column('timestamptz')
  createdAt: Date;
}
