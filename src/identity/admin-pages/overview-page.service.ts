import { Injectable } from '@nestjs/common';
import { Clock } from '../../shared/clock.js';
import type { AuditEntryResponse } from '../administration/audit-log.dto.js';
import { AuditLogQueries } from '../administration/audit-log.queries.js';
import { StatisticsService } from '../administration/statistics.service.js';

const DAY_MS = 24 * 3_600_000;
const LATEST = { limit: 5, offset: 0, orderBy: 'id DESC' };

interface Overview {
  days: number;
  start_date: string;
  end_date: string;
  statistics: Record<string, object>;
  before: Record<string, object>;
  latest: AuditEntryResponse[];
}

/** How it goes: these days, as many before them, whether all is in order, and what was done last. */
@Injectable()
export class OverviewPageService {
  constructor(
    private readonly statistics: StatisticsService,
    private readonly log: AuditLogQueries,
    private readonly clock: Clock,
  ) {}

  async read(days: number): Promise<Overview> {
    const [startOn, endOn] = [this.dayBefore(days - 1), this.dayBefore(0)];
    const before = { startOn: this.dayBefore(2 * days - 1), endOn: this.dayBefore(days) };
    return {
      days,
      start_date: startOn,
      end_date: endOn,
      statistics: await this.statistics.overview({ startOn, endOn }, 'quick'),
      before: await this.statistics.overview(before),
      latest: (await this.log.list({}, LATEST)).items,
    };
  }

  private dayBefore(days: number): string {
    return new Date(this.clock.millis() - days * DAY_MS).toISOString().slice(0, 10);
  }
}
