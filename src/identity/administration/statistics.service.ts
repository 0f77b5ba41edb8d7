import { Injectable } from '@nestjs/common';
import { Registries } from '../../platform/registries/registries.js';
import type { StatisticsPeriod } from '../../platform/registries/statistics-source.js';
import { Clock } from '../../shared/clock.js';
import { InvalidInput } from '../../shared/errors.js';

const DAY_MS = 24 * 3_600_000;
const DEFAULT_DAYS = 30;
const MOST_DAYS = 366;

/** Asks every context for its part of the dashboard. */
@Injectable()
export class StatisticsService {
  constructor(
    private readonly registries: Registries,
    private readonly clock: Clock,
  ) {}

  /** From and to are days, both included; by default the last 30. Refuses more than 366 with 400. */
  async overview(startOn?: string, endOn?: string): Promise<Record<string, object>> {
    const period = this.periodOf(startOn, endOn);
    const answer: Record<string, object> = {};
    for (const source of this.registries.statisticsSources())
      answer[source.section] = await source.statistics(period);
    return answer;
  }

  private periodOf(startOn?: string, endOn?: string): StatisticsPeriod {
    const end = endOn ?? dayOf(this.clock.millis());
    const start = startOn ?? dayOf(Date.parse(end) - (DEFAULT_DAYS - 1) * DAY_MS);
    const days = (Date.parse(end) - Date.parse(start)) / DAY_MS + 1;
    if (days < 1) throw new InvalidInput({ endOn: ['The end must not be before the start.'] });
    if (days > MOST_DAYS) throw new InvalidInput({ startOn: [`At most ${MOST_DAYS} days at a time.`] });
    return { startOn: start, endOn: end };
  }
}

function dayOf(millis: number): string {
  return new Date(millis).toISOString().slice(0, 10);
}
