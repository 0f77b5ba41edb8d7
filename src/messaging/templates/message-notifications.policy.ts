import type { PayloadOf, PublishedEvent } from '../../platform/events/event.js';
import type { MessageSent, MessagesWaiting } from '../messaging.events.js';
import type { NotificationTemplate } from './notification-template.policy.js';

interface Unread {
  conversationId: number;
  messageId: number;
  senderId: number;
  receiverId: number;
}

/** One for a conversation while it is unread. */
export function messageSent({
  payload,
}: PublishedEvent<PayloadOf<typeof MessageSent>>): NotificationTemplate[] {
  if (!payload.isFirstUnread) return [];
  return [{ ...newMessage(payload), silent: !payload.isMailed }];
}

export function messagesWaiting({
  payload,
}: PublishedEvent<PayloadOf<typeof MessagesWaiting>>): NotificationTemplate[] {
  return [{ ...newMessage(payload), occurrence: `mail:${payload.messageId}`, mailOnly: true }];
}

function newMessage({ conversationId, messageId, senderId, receiverId }: Unread): NotificationTemplate {
  return {
    kind: 'new_message',
    to: { people: [receiverId] },
    actor: senderId,
    whileUnread: messageId,
    subject: `conversation:${conversationId}`,
    occurrence: String(messageId),
    event: null,
    relatedId: messageId,
    title: 'New Message',
    message: () => 'You have a new message from',
    link: `/messages/${senderId}`,
  };
}
