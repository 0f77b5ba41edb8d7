import { isTimeZone } from '../../shared/local-days.js';
import { dayOf, timeOf } from './dates.js';

type Instant = string | Date;
type Fact = [label: string, text: string];

/** Writes the time where something takes place first, and beside it the reader's where that is another. */
export class LocalTimeFormatter {
  private readonly zone: string;
  private readonly ownZone: string;

  /** `reader` null: nobody knows; `place` null: it takes place wherever its reader is. */
  constructor(
    private readonly reader: string | null,
    place: string | null = null,
    private readonly language?: string,
  ) {
    this.zone = knownZone(place || reader || 'UTC');
    this.ownZone = knownZone(reader || this.zone);
  }

  at(place: string): LocalTimeFormatter {
    return new LocalTimeFormatter(this.reader, place, this.language);
  }

  /** `Tuesday, 1 January 2030, 10:00 (Europe/Berlin)`, or `(Europe/Berlin; your time: 09:00, Europe/London)` */
  moment(instant: Instant): string {
    return this.period(instant, instant);
  }

  /** `Tuesday, 1 January 2030, 10:00 – 11:00 (Europe/Berlin)`, with the reader's time as `moment` has it. */
  period(startsAt: Instant, endsAt: Instant): string {
    const [from, to] = [new Date(startsAt), new Date(endsAt)];
    const yours = this.isOther(from, to) ? `; your time: ${this.ownTimes(from, to)}, ${this.ownZone}` : '';
    return `${this.range(from, to, this.zone)} (${this.zone}${yours})`;
  }

  facts(startsAt: Instant, endsAt: Instant): Fact[] {
    const when = `${this.range(new Date(startsAt), new Date(endsAt), this.zone)} (${this.zone})`;
    const yours = this.yours(startsAt, endsAt);
    return [['When', when], ...(yours ? [['Your time', `${yours.time} (${yours.zone})`] as Fact] : [])];
  }

  yours(startsAt: Instant, endsAt: Instant): { time: string; zone: string } | null {
    const [from, to] = [new Date(startsAt), new Date(endsAt)];
    return this.isOther(from, to) ? { time: this.range(from, to, this.ownZone), zone: this.ownZone } : null;
  }

  private isOther(from: Date, to: Date): boolean {
    return this.range(from, to, this.zone) !== this.range(from, to, this.ownZone);
  }

  private ownTimes(from: Date, to: Date): string {
    const [day, ...days] = [this.zone, this.ownZone].flatMap((zone) => [dayOf(from, zone), dayOf(to, zone)]);
    return days.every((each) => each === day)
      ? this.hours(from, to, this.ownZone)
      : this.range(from, to, this.ownZone);
  }

  private range(from: Date, to: Date, zone: string): string {
    const [first, last] = [from, to].map((instant) => dayOf(instant, zone, this.language));
    if (first === last) return `${first}, ${this.hours(from, to, zone)}`;
    return `${first}, ${timeOf(from, zone, this.language)} – ${last}, ${timeOf(to, zone, this.language)}`;
  }

  private hours(from: Date, to: Date, zone: string): string {
    const [first, last] = [from, to].map((instant) => timeOf(instant, zone, this.language));
    return from.getTime() === to.getTime() ? first! : `${first} – ${last}`;
  }
}

function knownZone(zone: string): string {
  return isTimeZone(zone) ? zone : 'UTC';
}
