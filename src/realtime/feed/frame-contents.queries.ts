import { Injectable } from '@nestjs/common';
import { MessagingApi } from '../../messaging/messaging.api.js';
import { isPrivate, type StoredFrame } from './frame.entity.js';
import { UserRefResolver } from './user-ref-resolver.queries.js';

/** Names and what people write are put in at delivery and replay: the feed tells nothing of who is erased. */
@Injectable()
export class FrameContents {
  constructor(
    private readonly userRefs: UserRefResolver,
    private readonly messaging: MessagingApi,
  ) {}

  /** In a constant number of queries. What is not there any more is left out. */
  async of(frames: StoredFrame[]): Promise<StoredFrame[]> {
    const ids = (type: string) => frames.flatMap((frame) => (frame.type === type ? idIn(frame) : []));
    const [messageIds, notificationIds] = [ids('message.receive'), ids('notification.receive')];
    if (messageIds.length + notificationIds.length === 0) return this.userRefs.resolve(frames);
    const messages = messageIds.length > 0 ? await this.messaging.messagesOf(messageIds) : undefined;
    const notifications =
      notificationIds.length > 0 ? await this.messaging.notificationsOf(notificationIds) : undefined;
    const filled = frames.flatMap((frame) => {
      if (!isPrivate(frame.type)) return frame;
      const id = idIn(frame);
      const [name, found] =
        frame.type === 'message.receive'
          ? ['message', messages?.get(id)]
          : ['notification', notifications?.get(id)];
      return found ? { ...frame, data: { [name as string]: found } } : [];
    });
    return this.userRefs.resolve(filled);
  }
}

function idIn({ data }: StoredFrame): number {
  return (data as { id: number }).id;
}
