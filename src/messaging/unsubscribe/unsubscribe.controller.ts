import { Controller, Get, Header, Param, Post, Query } from '@nestjs/common';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import { UnsubscribePage } from '../../../web/pages/accounts/unsubscribe.page.js';
import { InvalidToken } from '../../identity/identity.errors.js';
import { Public } from '../../platform/auth/access.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { AcceptedType, MEDIA } from '../../platform/http/request/content-negotiation.js';
import { Page } from '../../platform/pages/page.js';
import { UnsubscribeQuery, UnsubscribeResponse } from './unsubscribe.dto.js';
import { UnsubscribeService } from './unsubscribe.service.js';

const TYPES = [MEDIA.json, MEDIA.html];

@ApiTags('Notifications')
@Controller('unsubscribe')
@Public({ ignoresCredentials: true })
export class UnsubscribeController {
  constructor(private readonly unsubscribing: UnsubscribeService) {}

  @Get(':token')
  @Header('Cache-Control', 'no-store')
  @Operation({
    summary: 'The page at the end of a mail: which mails it stops. It stops none by itself.',
    body: UnsubscribeResponse,
    produces: [MEDIA.html],
    errors: [InvalidToken, 'NOT_ACCEPTABLE'],
  })
  @Page(UnsubscribePage)
  ask(@Param('token') token: string, @AcceptedType(TYPES) _type: string): UnsubscribeResponse {
    return this.unsubscribing.ask(token);
  }

  @Post(':token')
  @ApiConsumes('application/x-www-form-urlencoded', 'multipart/form-data')
  @Header('Cache-Control', 'no-store')
  @Operation({
    summary: 'Stop mails of a kind, or all that need not be, by one click (RFC 8058).',
    description: 'Whatever body comes with it. The record of a booking or payment is mailed always.',
    body: UnsubscribeResponse,
    produces: [MEDIA.html],
    errors: [InvalidToken, 'NOT_ACCEPTABLE'],
  })
  @Page(UnsubscribePage)
  stop(
    @Param('token') token: string,
    @Query() { all }: UnsubscribeQuery,
    @AcceptedType(TYPES) _type: string,
  ): Promise<UnsubscribeResponse> {
    return this.unsubscribing.stop(token, all);
  }
}
