import { DAY_MS, stretchesOf } from '../../shared/zoned-time.js';
import type { Slot } from '../slots/slot-search.policy.js';

const MINUTE = 60_000;
const TIMES = Array.from(
  { length: 1440 },
  (_, minute) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}:00`,
);

interface Written {
  utc: string;
  local: string;
}

/** The wire's `slots` as JSON; their local times by the clock of `zone`. */
export function slotsText(slots: readonly Slot[], length: number, zone: string): string {
  if (slots.length === 0) return '[]';
  const writer = new Writer(stretchesOf(zone, slots[0]!.start, slots.at(-1)!.start + length + 1));
  const parts: string[] = [];
  let last = NaN;
  let end: Written = { utc: '', local: '' };
  for (const { start, seatsLeft } of slots) {
    // Often one starts where the one before it ends.
    const begin = start === last ? end : writer.write(start);
    last = start + length;
    end = writer.write(last);
    parts.push(
      `{"start_time":"${begin.utc}","end_time":"${end.utc}","local_start_time":"${begin.local}",` +
        `"local_end_time":"${end.local}","seats_available":${seatsLeft}}`,
    );
  }
  return `[${parts.join(',')}]`;
}

/** Writes instants that come nearly in their order. */
class Writer {
  private place = 0;
  private readonly utc = new Days();
  private readonly local = new Days();

  constructor(private readonly stretches: ReturnType<typeof stretchesOf>) {}

  write(instant: number): Written {
    while (this.place > 0 && instant < this.stretches[this.place]!.from) this.place--;
    while (instant >= this.stretches[this.place]!.until) this.place++;
    const { offset } = this.stretches[this.place]!;
    return {
      utc: this.utc.time(instant) + fraction(instant),
      local: this.local.time(instant + offset) + offsetText(offset),
    };
  }
}

/** Writes many times of few days. */
class Days {
  private day = NaN;
  private text = '';

  time(wall: number): string {
    const day = Math.floor(wall / DAY_MS);
    if (day !== this.day) {
      this.day = day;
      this.text = new Date(day * DAY_MS).toISOString().slice(0, 11);
    }
    const inDay = wall - day * DAY_MS;
    const minute = Math.floor(inDay / MINUTE);
    const rest = inDay - minute * MINUTE;
    if (rest === 0) return this.text + TIMES[minute]!;
    return this.text + TIMES[minute]!.slice(0, -2) + two(Math.floor(rest / 1000));
  }
}

const offsetTexts = new Map<number, string>();

function offsetText(offset: number): string {
  const known = offsetTexts.get(offset);
  if (known !== undefined) return known;
  const minutes = Math.abs(offset) / MINUTE;
  const text = `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(Math.floor(minutes % 60))}`;
  return offsetTexts.set(offset, text).get(offset)!;
}

/** Of a second. */
function fraction(instant: number): string {
  const rest = instant % 1000;
  return rest === 0 ? '.000Z' : `.${String((rest + 1000) % 1000).padStart(3, '0')}Z`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
