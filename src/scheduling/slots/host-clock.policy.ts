import { DAY_MS, firstInstantFrom, stretchesOf, type Stretch } from '../../shared/zoned-time.js';
import { midnightBefore } from '../availability/opening-hours.policy.js';

const PADDING = 2 * DAY_MS;

/** A host's wall clock over some days; asked in ascending order it finds its place at once. */
export class HostClock {
  private readonly stretches: readonly Stretch[];
  private place = 0;

  constructor(
    readonly zone: string,
    from: number,
    until: number,
  ) {
    this.stretches = stretchesOf(zone, from - PADDING, until + PADDING);
  }

  /** The midnight of the date that the clock shows, as if in UTC. */
  dateAt(instant: number): number {
    return midnightBefore(instant + this.stretchAt(instant).offset);
  }

  /** The first instant of the date. */
  startOf(date: number): number {
    return firstInstantFrom(this.zone, date);
  }

  /** The first instant from `instant` on at which the clock shows a whole multiple of `unit` after the hour. */
  roundUp(instant: number, unit: number): number {
    for (let at = instant; ;) {
      const { until, offset } = this.stretchAt(at);
      const rounded = Math.ceil((at + offset) / unit) * unit - offset;
      if (rounded < until) return rounded;
      at = until;
    }
  }

  private stretchAt(instant: number): Stretch {
    while (this.place > 0 && instant < this.stretches[this.place]!.from) this.place--;
    while (this.place < this.stretches.length - 1 && instant >= this.stretches[this.place]!.until) this.place++;
    return this.stretches[this.place]!;
  }
}
