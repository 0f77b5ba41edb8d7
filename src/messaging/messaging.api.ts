import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/auth/caller.js';
import { currentRequest } from '../platform/context/request-context.js';
import { readFields } from '../platform/http/fields/read-fields.js';
import { MessageRequest, type MessageResponse } from './messages/messages.dto.js';
import { MessagesService } from './messages/messages.service.js';
import type { NotificationResponse } from './notifications/notifications.dto.js';
import { NotificationsService } from './notifications/notifications.service.js';

export type { MessageResponse, NotificationResponse };

/** What sockets ask of messages and notifications, with the bodies of REST. */
@Injectable()
export class MessagingApi {
  constructor(
    private readonly messages: MessagesService,
    private readonly notifications: NotificationsService,
  ) {}

  /** As `POST messages`, with its refusals: `InvalidInput` and `Forbidden`. */
  async send(caller: Caller, body: unknown): Promise<MessageResponse> {
    const request = readFields(MessageRequest, body);
    currentRequest()?.inputs.push(request);
    return this.messages.send(caller, request);
  }

  /** In two queries; only for who wrote or got them. Unknown ids are left out. */
  messagesOf(ids: number[]): Promise<Map<number, MessageResponse>> {
    return this.messages.withIds(ids);
  }

  /** In two queries; only for their owners. Those that show nowhere in the app, or are gone, are left out. */
  notificationsOf(ids: number[]): Promise<Map<number, NotificationResponse>> {
    return this.notifications.withIds(ids);
  }
}
