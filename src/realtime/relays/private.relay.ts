import { MessageSent, NotificationCreated } from '../../messaging/messaging.events.js';
import type { FrameDraft, PersonAudience, PrivateFrame } from '../feed/frame.entity.js';
import { relay, type Relay } from './relay.rules.js';

export const PRIVATE_RELAYS: readonly Relay[] = [
  relay(MessageSent, ({ messageId, senderId, receiverId }) => [
    privateFrame('chat', 'message.receive', messageId, { personId: senderId, peerId: receiverId }),
    privateFrame('chat', 'message.receive', messageId, { personId: receiverId, peerId: senderId }),
  ]),
  relay(NotificationCreated, ({ notificationId, personId }) => [
    privateFrame('notifications', 'notification.receive', notificationId, { personId }),
  ]),
];

function privateFrame(
  feed: string,
  type: PrivateFrame,
  id: number,
  whom: Omit<PersonAudience, 'kind'>,
): FrameDraft {
  return { feed, type, data: { id }, audience: { kind: 'person', ...whom } };
}
