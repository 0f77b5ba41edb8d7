import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../auth/access.js';
import type { Caller } from '../auth/caller.js';
import { EnumField, IdField, InstantField, IntField, TextField } from '../http/fields/fields.js';
import { Idempotent } from '../http/idempotency/idempotent.js';
import { ListQuery, pageOf, SortedBy, type Page } from '../http/lists/lists.js';
import { Operation } from '../http/openapi/operation.js';
import { PathId } from '../http/request/path-id.js';
import { MailSentAlready, RetriesService, type MailRow } from './retries.service.js';

const UNSENT = ['waiting', 'failed'] as const;
export const UNSENT_ORDER = {
  ordering: { created_at: 'm.created_at', next_attempt_at: 'm.next_attempt_at' },
  default: '-created_at',
  tiebreak: 'm.id',
};

@SortedBy(['created_at', 'next_attempt_at'])
export class UnsentMailsQuery extends ListQuery {
  @EnumField(UNSENT, { optional: true, example: 'failed' })
  status?: (typeof UNSENT)[number];
}

/** Its reader and what it says are sealed, also from admins. */
export class UnsentMailResponse {
  @IdField()
  id: number;

  @EnumField(UNSENT, { description: 'A failed one is not tried again by itself.', example: 'failed' })
  status: 'waiting' | 'failed';

  @IntField({ min: 0, example: 24 })
  attempts: number;

  @TextField({ nullable: true, description: 'The codes of the last failure.', example: 'ECONNREFUSED CONN' })
  last_error: string | null;

  @InstantField({ nullable: true, description: 'Null for a failed one.', example: null })
  next_attempt_at: Date | null;

  @InstantField()
  created_at: Date;
}

@ApiTags('Administration')
@Controller('api/v1/admin/mails')
@Requires('admin')
export class MailsController {
  constructor(private readonly retries: RetriesService) {}

  @Get()
  @Operation({ summary: 'Mails that wait or have failed, newest first', body: UnsentMailResponse, list: true })
  list(@Query() query: UnsentMailsQuery): Promise<Page<MailRow>> {
    return this.retries.unsentMails(query.status, pageOf(query, UNSENT_ORDER));
  }

  @Post(':id/retry')
  @Idempotent()
  @Operation({
    summary: 'Try a mail again now',
    status: 202,
    body: UnsentMailResponse,
    errors: ['NOT_FOUND', MailSentAlready],
  })
  retry(@PathId() id: number, @CurrentUser() caller: Caller): Promise<MailRow> {
    return this.retries.retryMail(id, caller.id);
  }
}
