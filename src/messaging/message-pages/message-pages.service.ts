import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { currentRequest } from '../../platform/context/request-context.js';
import { SeeOther } from '../../platform/http/pipeline/json-text.js';
import type { PlatformRequest } from '../../platform/http/request/platform-request.js';
import type { PageBodies } from '../../platform/pages/page.js';
import { NotFound } from '../../shared/errors.js';
import {
  ConversationsQuery,
  MessageRequest,
  MessagesQuery,
  type ConversationResponse,
  type MessageResponse,
} from '../messages/messages.dto.js';
import { MessagesService } from '../messages/messages.service.js';
import type { MessageForm } from './message-form.dto.js';

const MOST_CONVERSATIONS = 50;
const AT_ONCE = 50;

interface Chat {
  me: number;
  conversations: ConversationResponse[];
  peer: { id: number; username: string; full_name: string } | null;
  /** Oldest first. */
  messages: MessageResponse[];
  page: number;
  has_earlier: boolean;
}

/** Whom one writes with, and one conversation; as the API's lists give them. */
@Injectable()
export class MessagePagesService implements PageBodies {
  constructor(
    private readonly messages: MessagesService,
    private readonly identity: IdentityApi,
  ) {}

  async list(caller: Caller): Promise<Chat> {
    const conversations = await this.conversationsOf(caller);
    return { me: caller.id, conversations, peer: null, messages: [], page: 1, has_earlier: false };
  }

  /** What is shown is read with it. Refuses with `NotFound` where nobody has this id. */
  async read(caller: Caller, peerId: number, page = 1): Promise<Chat> {
    const peer = (await this.identity.people([peerId])).get(peerId);
    if (!peer || peerId === caller.id) throw new NotFound('This person');
    const query = { with_user: peerId, ordering: '-created_at', page, page_size: AT_ONCE };
    const { items, offset, total } = await this.messages.list(
      caller,
      Object.assign(new MessagesQuery(), query),
    );
    return {
      ...{ me: caller.id, page, has_earlier: offset + items.length < total },
      conversations: await this.conversationsOf(caller),
      peer: { id: peerId, username: peer.username, full_name: peer.fullName },
      messages: items.reverse(),
    };
  }

  bodyOf({ caller, params }: PlatformRequest): Promise<Chat> {
    return this.read(caller!, Number(params['id']));
  }

  /** Refuses as `POST messages`. */
  async send(caller: Caller, peerId: number, { content }: MessageForm): Promise<SeeOther> {
    const request = Object.assign(new MessageRequest(), { receiver_id: peerId, content });
    currentRequest()?.inputs.push(request);
    await this.messages.send(caller, request);
    return new SeeOther(`/messages/${peerId}#write`);
  }

  private async conversationsOf(caller: Caller): Promise<ConversationResponse[]> {
    const query = Object.assign(new ConversationsQuery(), { page_size: MOST_CONVERSATIONS });
    return (await this.messages.conversations(caller, query)).items;
  }
}
