import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Requires } from '../../platform/auth/access.js';
import { Checked } from '../../platform/http/fields/checked.js';
import { DateField, EnumField, IntField, NestedField } from '../../platform/http/fields/fields.js';
import { UnvalidatedBody } from '../../platform/http/fields/unvalidated-body.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { periodProblems } from '../../platform/registries/statistics-period.js';
import { StatisticsService } from './statistics.service.js';

const CHECKS = ['quick', 'whole'] as const;

@Checked<StatisticsQuery>(({ start_date: startOn, end_date: endOn }, { now, isAtFault }) =>
  isAtFault('start_date', 'end_date') ? {} : periodProblems({ startOn, endOn }, now),
)
class StatisticsQuery {
  @DateField({
    means: 'startOn',
    optional: true,
    description: 'First day, in UTC; by default 30 days before the end.',
  })
  start_date?: string;

  @DateField({ means: 'endOn', optional: true, description: 'Last day, in UTC; today by default.' })
  end_date?: string;

  @EnumField(CHECKS, {
    optional: true,
    example: 'quick',
    description:
      'Adds `checks`: whether everything is in order. `whole` verifies the audit log from its beginning.',
  })
  checks?: (typeof CHECKS)[number];
}

class NewPeopleResponse {
  @DateField()
  date: string;

  @IntField({ min: 1, example: 3 })
  count: number;
}

class UserCountsResponse {
  @IntField({ example: 120 })
  total: number;

  @IntField({ example: 117 })
  active: number;

  @IntField({ example: 14 })
  new_last_30_days: number;

  @IntField({ min: 0, example: 14, description: 'Who joined on the days that were asked for.' })
  new_in_period: number;

  @NestedField(() => NewPeopleResponse, {
    many: true,
    description: 'By the day (UTC); days of none are left out.',
  })
  per_day: NewPeopleResponse[];
}

/** Each context adds a section of its own: bookings, revenue, events, slots. */
@UnvalidatedBody()
class StatisticsOverviewResponse {
  @NestedField(() => UserCountsResponse)
  users: UserCountsResponse;
}

@ApiTags('Administration')
@Controller('api/v1/admin/statistics')
@Requires('admin')
export class StatisticsController {
  constructor(private readonly service: StatisticsService) {}

  @Get()
  @Operation({ summary: 'Counts and time series for a dashboard', body: StatisticsOverviewResponse })
  overview(@Query() { start_date, end_date, checks }: StatisticsQuery): Promise<object> {
    return this.service.overview({ startOn: start_date, endOn: end_date }, checks);
  }
}
