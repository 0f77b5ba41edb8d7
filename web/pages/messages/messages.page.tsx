import { definePage } from '../page.js';
import { ChatRoom, type Chat } from './chat.js';

export const MessagesPage = definePage<Chat>({
  title: ({ body, page }) =>
    body.peer ? page.t('messages.with', { name: body.peer.full_name }) : page.t('messages.title'),
  View: ChatRoom,
  isPrivate: true,
  width: 'wide',
  island: { name: 'messages', messages: ['messages.', 'error.', 'fault.'], hydrates: true },
});
