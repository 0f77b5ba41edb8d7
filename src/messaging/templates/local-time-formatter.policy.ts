/** Writes instants in a reader's time zone. */
export class LocalTimeFormatter {
  private readonly format: Intl.DateTimeFormat;

  /** `timeZone` is an IANA name; one that this runtime does not know reads as UTC. */
  constructor(private timeZone: string) {
    this.format = this.formatIn(timeZone);
  }

  /** `Tuesday 1 January 2030 at 10:00 (Europe/Berlin)` */
  moment(instant: string | Date): string {
    return `${this.format.format(new Date(instant))} (${this.timeZone})`;
  }

  /** `Tuesday 1 January 2030 at 10:00 – 11:00 (Europe/Berlin)` */
  period(startsAt: string | Date, endsAt: string | Date): string {
    return `${this.format.formatRange(new Date(startsAt), new Date(endsAt))} (${this.timeZone})`;
  }

  private formatIn(timeZone: string): Intl.DateTimeFormat {
    try {
      return formatOf(timeZone);
    } catch {
      this.timeZone = 'UTC';
      return formatOf('UTC');
    }
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();
const MAX_ZONES = 600;

/** Making one costs a thousand times what using it does. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone });
  if (formats.size >= MAX_ZONES) formats.clear();
  formats.set(timeZone, made);
  return made;
}
