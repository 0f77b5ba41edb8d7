/** Days the statistics cover, both included, `YYYY-MM-DD` in UTC. */
export interface StatisticsPeriod {
  startOn: string;
  endOn: string;
}

export abstract class StatisticsSource {
  /** The key under which the answer appears, such as `bookings`. */
  abstract readonly section: string;

  abstract statistics(period: StatisticsPeriod): Promise<object>;
}
