import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import {
  ConversationResponse,
  ConversationsQuery,
  MessageRequest,
  MessageResponse,
  MessagesQuery,
} from './messages.dto.js';
import { MessagesService } from './messages.service.js';

@ApiTags('Messages')
@Controller('api/v1')
@Requires('user')
export class MessagesController {
  constructor(private readonly messages: MessagesService) {}

  @Get('messages')
  @Operation({
    summary: 'Your messages, oldest first; with `with_user` one conversation, which is read with it.',
    body: MessageResponse,
    list: true,
  })
  list(@CurrentUser() caller: Caller, @Query() query: MessagesQuery): Promise<Page<MessageResponse>> {
    return this.messages.list(caller, query);
  }

  @Post('messages')
  @Idempotent()
  @Operation({
    summary: 'Write to somebody.',
    description: 'A `receiver_id` of nobody, of yourself or of a suspended or erased account is a 400.',
    status: 201,
    body: MessageResponse,
  })
  send(@CurrentUser() caller: Caller, @Body() request: MessageRequest): Promise<MessageResponse> {
    return this.messages.send(caller, request);
  }

  @Get('conversations')
  @Operation({
    summary: 'Whom you write with, newest first: the last message, and how many are unread.',
    body: ConversationResponse,
    list: true,
  })
  conversations(
    @CurrentUser() caller: Caller,
    @Query() query: ConversationsQuery,
  ): Promise<Page<ConversationResponse>> {
    return this.messages.conversations(caller, query);
  }
}
