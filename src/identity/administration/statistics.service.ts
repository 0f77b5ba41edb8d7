import { Injectable } from '@nestjs/common';
import { Registries } from '../../platform/registries/registries.js';
import { Clock } from '../../shared/clock.js';
import { periodOf } from '../../platform/registries/statistics-period.js';

/** Asks every context for its part of the dashboard. */
@Injectable()
export class StatisticsService {
  constructor(
    private readonly registries: Registries,
    private readonly clock: Clock,
  ) {}

  /** From and to are days, both included; by default the last 30. Refuses more than 366 with 400. */
  async overview(startOn?: string, endOn?: string): Promise<Record<string, object>> {
    const period = periodOf({ startOn, endOn }, this.clock.now());
    const answer: Record<string, object> = {};
    for (const source of this.registries.statisticsSources())
      answer[source.section] = await source.statistics(period);
    return answer;
  }
}
