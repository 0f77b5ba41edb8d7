import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import {
  toNotificationResponse,
  type AllReadResponse,
  type NotificationResponse,
  type NotificationsQuery,
  type UnreadCountResponse,
} from './notifications.dto.js';
import { NotificationsQueries } from './notifications.queries.js';

/** What people do with their own notifications. Another's is `NotFound`. */
@Injectable()
export class NotificationsService {
  constructor(
    private readonly db: Database,
    private readonly queries: NotificationsQueries,
    private readonly identity: IdentityApi,
    private readonly clock: Clock,
  ) {}

  async list(caller: Caller, query: NotificationsQuery): Promise<Page<NotificationResponse>> {
    const { items, ...count } = await this.queries.page(caller.id, query);
    const actors = await this.identity.people(items.flatMap(({ actorId }) => actorId ?? []));
    const shown = items.map((item) =>
      toNotificationResponse(item, caller, actors.get(item.actorId ?? 0)?.fullName),
    );
    return { items: shown, ...count };
  }

  /** For their owners. */
  async withIds(ids: number[]): Promise<Map<number, NotificationResponse>> {
    const found = await this.queries.byIds(ids);
    const people = await this.identity.people(
      found.flatMap(({ personId, actorId }) => [personId, actorId ?? 0]),
    );
    const shown = found.flatMap((notification) => {
      const owner = people.get(notification.personId);
      const actorName = people.get(notification.actorId ?? 0)?.fullName;
      return owner ? toNotificationResponse(notification, owner, actorName) : [];
    });
    return new Map(shown.map((notification) => [notification.id, notification]));
  }

  async unreadCount(caller: Caller): Promise<UnreadCountResponse> {
    return { unread_count: await this.queries.unread(caller.id) };
  }

  mark(caller: Caller, id: number, isRead: boolean): Promise<NotificationResponse> {
    return this.db.transaction(async (tx) => {
      const marked = await this.queries.mark(tx, id, caller.id, isRead, this.clock.now());
      if (!marked) throw new NotFound('The notification');
      const actors = await this.identity.people(marked.actorId === null ? [] : [marked.actorId], tx);
      return toNotificationResponse(marked, caller, actors.get(marked.actorId ?? 0)?.fullName);
    });
  }

  markAll(caller: Caller): Promise<AllReadResponse> {
    return this.db.single(async (tx) => {
      const count = await this.queries.markAll(tx, caller.id, this.clock.now());
      return { message: 'All notifications marked as read.', marked_count: count };
    });
  }
}
