import type { Person } from '../../identity/identity.api.js';
import {
  BooleanField,
  IdField,
  InstantField,
  IntField,
  NestedField,
  TextField,
} from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';
import { MAX_CONTENT, type Message } from './message.entity.js';

@SortedBy(['created_at'])
export class MessagesQuery extends ListQuery {
  @IdField({
    optional: true,
    description: 'The conversation with this person. What it shows of messages to the caller is read with it.',
  })
  with_user?: number;

  @BooleanField({ optional: true })
  is_read?: boolean;
}

@SortedBy(['created_at'])
export class ConversationsQuery extends ListQuery {}

export class MessageRequest {
  @IdField({ description: 'Whom it is for.', example: 2 })
  receiver_id: number;

  @TextField({
    max: MAX_CONTENT,
    multiline: true,
    example: 'Do you have any specific topics you’d like to focus on?',
  })
  content: string;
}

export class MessageResponse {
  @IdField()
  id: number;

  @IdField()
  sender_id: number;

  @TextField({ example: 'John Doe' })
  sender_name: string;

  @IdField({ example: 2 })
  receiver_id: number;

  @TextField({ example: 'Jane Smith' })
  receiver_name: string;

  @TextField({
    max: MAX_CONTENT,
    min: 0,
    multiline: true,
    description: 'Empty where its sender’s account is erased.',
    example: 'Hello, I’m looking forward to our meeting tomorrow.',
  })
  content: string;

  @BooleanField({ example: true })
  is_read: boolean;

  @InstantField()
  created_at: Date;
}

export class ConversationResponse {
  @IdField({ description: 'The other one.', example: 2 })
  user_id: number;

  @TextField({ example: 'janesmith' })
  username: string;

  @TextField({ example: 'Jane Smith' })
  full_name: string;

  @NestedField(() => MessageResponse)
  last_message: MessageResponse;

  @IntField({ min: 0, description: 'How many of the other’s messages are unread.', example: 1 })
  unread_count: number;
}

export type People = ReadonlyMap<number, Pick<Person, 'fullName' | 'username'>>;

export function toMessageResponse(message: Message, people: People): MessageResponse {
  const { id, senderId, receiverId, content, readAt, createdAt } = message;
  return {
    id,
    sender_id: senderId,
    sender_name: people.get(senderId)!.fullName,
    receiver_id: receiverId,
    receiver_name: people.get(receiverId)!.fullName,
    content,
    is_read: readAt !== null,
    created_at: createdAt,
  };
}

export function toConversationResponse(
  { peerId, unreadCount, ...lastMessage }: Message & { peerId: number; unreadCount: number },
  people: People,
): ConversationResponse {
  const { username, fullName } = people.get(peerId)!;
  return {
    user_id: peerId,
    username,
    full_name: fullName,
    last_message: toMessageResponse(lastMessage, people),
    unread_count: unreadCount,
  };
}
