import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Clock } from '../../shared/clock.js';
import { Forbidden, InvalidInput } from '../../shared/errors.js';
import type { Message } from './message.entity.js';
import {
  toConversationResponse,
  toMessageResponse,
  type ConversationResponse,
  type ConversationsQuery,
  type MessageRequest,
  type MessageResponse,
  type MessagesQuery,
} from './messages.dto.js';
import { MessagesQueries } from './messages.queries.js';
import { MessagesRepository } from './messages.repository.js';

/** What two people write to each other; nobody else reads it, admins neither. */
@Injectable()
export class MessagesService {
  constructor(
    private readonly db: Database,
    private readonly queries: MessagesQueries,
    private readonly repository: MessagesRepository,
    private readonly identity: IdentityApi,
    private readonly clock: Clock,
  ) {}

  /** Refuses with `InvalidInput` on `receiverId`, and `Forbidden` who is suspended meanwhile. */
  send(
    { id: senderId }: Pick<Caller, 'id'>,
    { receiver_id: receiverId, content }: MessageRequest,
  ): Promise<MessageResponse> {
    if (receiverId === senderId) throw new InvalidInput({ receiverId: ['You cannot write to yourself.'] });
    return this.db.transaction(async (tx) => {
      const people = await this.identity.lockPeople(tx, [senderId, receiverId]);
      if (!people.get(senderId)?.isActive) throw new Forbidden('This account is suspended.');
      if (!people.get(receiverId)?.isActive)
        throw new InvalidInput({ receiverId: ['There is nobody with this id who can be written to.'] });
      const message = await this.repository.send(tx, { senderId, receiverId, content, now: this.clock.now() });
      return toMessageResponse(message, people);
    });
  }

  async list(caller: Caller, query: MessagesQuery): Promise<Page<MessageResponse>> {
    const { items, ...count } = await this.queries.page(caller.id, query);
    const shown = query.with_user === undefined ? items : await this.read(caller, query, items);
    const people = await this.identity.people(
      shown.flatMap(({ senderId, receiverId }) => [senderId, receiverId]),
    );
    return { items: shown.map((message) => toMessageResponse(message, people)), ...count };
  }

  /** For those who wrote or got them. */
  async withIds(ids: number[]): Promise<Map<number, MessageResponse>> {
    const found = await this.queries.byIds(ids);
    const people = await this.identity.people(
      found.flatMap(({ senderId, receiverId }) => [senderId, receiverId]),
    );
    return new Map(found.map((message) => [message.id, toMessageResponse(message, people)]));
  }

  async conversations(caller: Caller, query: ConversationsQuery): Promise<Page<ConversationResponse>> {
    const { items, ...count } = await this.queries.conversations(caller.id, query);
    const people = await this.identity.people([caller.id, ...items.map(({ peerId }) => peerId)]);
    return { items: items.map((row) => toConversationResponse(row, people)), ...count };
  }

  /** Shown as read from now on, but where only what is unread was asked for. */
  private async read(
    { id }: Caller,
    { with_user: peerId, is_read: isRead }: MessagesQuery,
    messages: Message[],
  ): Promise<Message[]> {
    const unread = messages.filter(({ receiverId, readAt }) => receiverId === id && readAt === null);
    if (unread.length === 0) return messages;
    const now = this.clock.now();
    const ids = unread.map((message) => message.id);
    await this.db.single((tx) => this.repository.read(tx, id, peerId!, ids, now));
    if (isRead === false) return messages;
    return messages.map((message) => (unread.includes(message) ? { ...message, readAt: now } : message));
  }
}
