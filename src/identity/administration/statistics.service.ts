import { Injectable } from '@nestjs/common';
import { CheckupService } from '../../platform/monitoring/checkup.service.js';
import { Registries } from '../../platform/registries/registries.js';
import { Clock } from '../../shared/clock.js';
import { periodOf } from '../../platform/registries/statistics-period.js';
import type { StatisticsPeriod } from '../../platform/registries/statistics-source.js';

/** Asks every context for its part of the dashboard. */
@Injectable()
export class StatisticsService {
  constructor(
    private readonly registries: Registries,
    private readonly checkup: CheckupService,
    private readonly clock: Clock,
  ) {}

  /** From and to are days, both included; by default the last 30. Refuses more than 366 with 400. */
  async overview(
    asked: Partial<StatisticsPeriod>,
    checks?: 'quick' | 'whole',
  ): Promise<Record<string, object>> {
    const period = periodOf(asked, this.clock.now());
    const answer: Record<string, object> = {};
    for (const source of this.registries.statisticsSources())
      answer[source.section] = await source.statistics(period);
    if (checks) answer['checks'] = await this.checkup.findings({ isWhole: checks === 'whole' });
    return answer;
  }
}
