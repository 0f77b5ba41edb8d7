import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../auth/access.js';
import type { Caller } from '../auth/caller.js';
import { JobQueue } from '../engine/ports/job-queue.js';
import { IntField, TextField } from '../http/fields/fields.js';
import { ListQuery, SortedBy, pageOf, type Page } from '../http/lists/lists.js';
import { Idempotent } from '../http/idempotency/idempotent.js';
import { Operation } from '../http/openapi/operation.js';
import { RetriesService } from './retries.service.js';

export class QueueResponse {
  @TextField({ description: 'The kind of job.', example: 'platform.mail.send' })
  name: string;

  @IntField({ example: 3 })
  waiting: number;

  @IntField({ example: 1 })
  active: number;

  @IntField({ example: 12 })
  delayed: number;

  @IntField({ example: 0 })
  failed: number;

  @IntField({ example: 240 })
  completed_last_hour: number;

  @IntField({ example: 0 })
  oldest_waiting_seconds: number;
}

export class RetriedJobsResponse {
  @TextField({ example: 'platform.mail.send' })
  name: string;

  @IntField({ min: 0, description: 'Failed jobs that are tried again, a thousand at most.', example: 2 })
  retried: number;
}

const ORDERING = { ordering: { name: 'name' }, default: 'name', tiebreak: 'name' };

@SortedBy(['name'])
class QueuesQuery extends ListQuery {}

@ApiTags('Administration')
@Controller('api/v1/admin/queues')
export class QueuesController {
  constructor(
    private readonly queue: JobQueue,
    private readonly retries: RetriesService,
  ) {}

  @Get()
  @Requires('admin')
  @Operation({ summary: 'How the queue of each kind of job stands', body: QueueResponse, list: true })
  async list(@Query() query: QueuesQuery): Promise<Page<QueueResponse>> {
    const { limit, offset, orderBy } = pageOf(query, ORDERING);
    const direction = orderBy.endsWith('DESC') ? -1 : 1;
    const all = (await this.queue.statistics()).toSorted((a, b) => direction * a.name.localeCompare(b.name));
    return { items: all.slice(offset, offset + limit), total: all.length, limit, offset };
  }

  @Post(':name/retry')
  @Requires('admin')
  @Idempotent()
  @Operation({
    summary: 'Try the failed jobs of a kind again',
    path: { name: 'platform.mail.send' },
    status: 202,
    body: RetriedJobsResponse,
    errors: ['NOT_FOUND'],
  })
  retry(@Param('name') name: string, @CurrentUser() { id }: Caller): Promise<RetriedJobsResponse> {
    return this.retries.retryJobs(name, id);
  }
}
