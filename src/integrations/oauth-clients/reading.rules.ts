import { CalendarRefused, type Interval, type RemoteEntry } from '../calendars/calendar-provider.rules.js';

const MARGIN_MS = 7 * 86_400_000;
const MOST_ENTRIES = 20_000;
const MOST_PAGES = 500;
const MOST_NAMED = 3;

/** Where a reading goes on, and until when the provider counts what changes. */
export interface ReadingCursor {
  next: string;
  until: number;
}

/** A provider's token is of one window: of a wider one than is asked for, it lasts for a while. */
export function readingWindow([from, until]: Interval): Interval {
  return [from, until + MARGIN_MS];
}

export function writeCursor(next: string | null, [, until]: Interval): string | null {
  return next === null ? null : JSON.stringify({ next, until } satisfies ReadingCursor);
}

/** Null where a reading has to be whole. */
export function readCursor(cursor: string | null, range: Interval): ReadingCursor | null {
  if (cursor === null) return null;
  try {
    const { next, until } = JSON.parse(cursor) as Partial<ReadingCursor>;
    return typeof next === 'string' && typeof until === 'number' && until >= range[1] ? { next, until } : null;
  } catch {
    return null;
  }
}

/** What the pages of a reading bring, up to a limit. */
export class ReadingPages {
  readonly entries: RemoteEntry[] = [];
  readonly removed: string[] = [];
  private readonly broken: string[] = [];
  private readonly turned = new Set<string>();

  constructor(private readonly window: Interval) {}

  turn(page: string): void {
    if (this.turned.size === MOST_PAGES || this.turned.has(page))
      throw new CalendarRefused('invalid', 'The calendar has too many pages.');
    this.turned.add(page);
  }

  /** Of what lies outside of the window nothing is busy. */
  add({ busy, ...entry }: RemoteEntry): void {
    const [from, until] = this.window;
    this.entries.push({ ...entry, busy: busy.filter(([start, end]) => start < until && end > from) });
    if (this.entries.length > MOST_ENTRIES)
      throw new CalendarRefused('invalid', `The calendar has more than ${MOST_ENTRIES} events.`);
  }

  remove(id: string): void {
    this.removed.push(id);
  }

  skip(title: string): void {
    this.broken.push(title);
  }

  get skipped(): string | null {
    const { length } = this.broken;
    if (length === 0) return null;
    const named = this.broken.slice(0, MOST_NAMED).join(', ');
    return `Not understood: ${named}${length > MOST_NAMED ? `, and ${length - MOST_NAMED} more` : ''}.`;
  }
}
