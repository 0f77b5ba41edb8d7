import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import {
  AllReadResponse,
  NotificationChangeRequest,
  NotificationResponse,
  NotificationsQuery,
  UnreadCountResponse,
} from './notifications.dto.js';
import { NotificationsService } from './notifications.service.js';

@ApiTags('Notifications')
@Controller('api/v1/notifications')
@Requires('user')
export class NotificationsController {
  constructor(private readonly notifications: NotificationsService) {}

  @Get()
  @Operation({ summary: 'Your notifications, newest first.', body: NotificationResponse, list: true })
  list(@CurrentUser() caller: Caller, @Query() query: NotificationsQuery): Promise<Page<NotificationResponse>> {
    return this.notifications.list(caller, query);
  }

  @Get('unread_count')
  @Operation({ summary: 'How many of your notifications are unread.', body: UnreadCountResponse })
  unreadCount(@CurrentUser() caller: Caller): Promise<UnreadCountResponse> {
    return this.notifications.unreadCount(caller);
  }

  @Post('mark_all_as_read')
  @Idempotent()
  @Operation({ summary: 'Mark all your notifications as read.', body: AllReadResponse })
  markAll(@CurrentUser() caller: Caller): Promise<AllReadResponse> {
    return this.notifications.markAll(caller);
  }

  @Patch(':id')
  @Operation({
    summary: 'Mark a notification as read or unread.',
    body: NotificationResponse,
    errors: ['NOT_FOUND'],
  })
  change(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @Body() { is_read }: NotificationChangeRequest,
  ): Promise<NotificationResponse> {
    return this.notifications.mark(caller, id, is_read);
  }

  @Post(':id/mark_as_read')
  @Idempotent()
  @Operation({ summary: 'Mark a notification as read.', body: NotificationResponse, errors: ['NOT_FOUND'] })
  markAsRead(@CurrentUser() caller: Caller, @PathId() id: number): Promise<NotificationResponse> {
    return this.notifications.mark(caller, id, true);
  }
}
