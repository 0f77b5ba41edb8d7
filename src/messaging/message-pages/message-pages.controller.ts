import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { MessagesPage } from '../../../web/pages/messages/messages.page.js';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { PageAlone, PageForm } from '../../platform/pages/page.js';
import { ConversationPageQuery, MessageForm } from './message-form.dto.js';
import { MessagePagesService } from './message-pages.service.js';

@ApiExcludeController()
@Controller('messages')
@Requires('user', { sessionOnly: true })
export class MessagePagesController {
  constructor(private readonly pages: MessagePagesService) {}

  @Get()
  @RateLimited('page')
  @PageAlone(MessagesPage)
  list(@CurrentUser() caller: Caller) {
    return this.pages.list(caller);
  }

  @Get(':id')
  @RateLimited('page')
  @PageAlone(MessagesPage)
  show(@CurrentUser() caller: Caller, @PathId() id: number, @Query() { page }: ConversationPageQuery) {
    return this.pages.read(caller, id, page);
  }

  @Post(':id')
  @PageForm(MessagesPage, MessagePagesService)
  send(@CurrentUser() caller: Caller, @PathId() id: number, @Body() form: MessageForm) {
    return this.pages.send(caller, id, form);
  }
}
