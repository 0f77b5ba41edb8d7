import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/auth/caller.js';
import { currentRequest } from '../platform/context/request-context.js';
import { readFields } from '../platform/http/fields/read-fields.js';
import type { Tx } from '../platform/database/tx.js';
import { ContactsService, type BroughtContact } from './contacts/contacts.service.js';
import { MessageRequest, type MessageResponse } from './messages/messages.dto.js';
import { MessagesService } from './messages/messages.service.js';
import type { NotificationResponse } from './notifications/notifications.dto.js';
import { NotificationsService } from './notifications/notifications.service.js';

export type { BroughtContact, MessageResponse, NotificationResponse };

/** What sockets ask of messages and notifications, with the bodies of REST, and who brings contacts. */
@Injectable()
export class MessagingApi {
  constructor(
    private readonly messages: MessagesService,
    private readonly notifications: NotificationsService,
    private readonly contacts: ContactsService,
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

  /** Makes the contact of this owner, or fills in what it lacks. Addresses are canonical. */
  bringContact(tx: Tx, ownerId: number, contact: BroughtContact): Promise<void> {
    return this.contacts.bring(tx, ownerId, contact);
  }
}
