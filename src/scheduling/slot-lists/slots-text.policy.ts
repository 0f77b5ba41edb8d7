import { DAY_MS, stretchesOf } from '../../shared/zoned-time.js';
import type { Slot } from '../slots/slot-search.policy.js';

const MINUTE = 60_000;
const TIMES = Array.from(
  { length: 1440 },
  (_, minute) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`,
);

/** The wire's `slots` as JSON; their local times by the clock of `zone`. */
export function slotsText(slots: readonly Slot[], length: number, zone: string): string {
  if (slots.length === 0) return '[]';
  const stretches = stretchesOf(zone, slots[0]!.start, slots.at(-1)!.start + length + 1);
  const offsets = new Offsets(stretches);
  const [starts, ends, localStarts, localEnds] = [new Days(), new Days(), new Days(), new Days()];
  const parts: string[] = [];
  for (const { start, seatsLeft } of slots) {
    const end = start + length;
    const [startOffset, endOffset] = [offsets.at(start), offsets.at(end)];
    parts.push(
      `{"start_time":"${starts.time(start)}.${milliseconds(start)}Z",` +
        `"end_time":"${ends.time(end)}.${milliseconds(end)}Z",` +
        `"local_start_time":"${localStarts.time(start + startOffset)}${offsets.text(startOffset)}",` +
        `"local_end_time":"${localEnds.time(end + endOffset)}${offsets.text(endOffset)}",` +
        `"seats_available":${seatsLeft}}`,
    );
  }
  return `[${parts.join(',')}]`;
}

/** Writes many times of few days, which come in their order. */
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
    const seconds = Math.floor((inDay % MINUTE) / 1000);
    return `${this.text}${TIMES[Math.floor(inDay / MINUTE)]!}:${two(seconds)}`;
  }
}

class Offsets {
  private place = 0;
  private readonly texts = new Map<number, string>();

  constructor(private readonly stretches: ReturnType<typeof stretchesOf>) {}

  at(instant: number): number {
    while (this.place > 0 && instant < this.stretches[this.place]!.from) this.place--;
    while (instant >= this.stretches[this.place]!.until) this.place++;
    return this.stretches[this.place]!.offset;
  }

  text(offset: number): string {
    const known = this.texts.get(offset);
    if (known !== undefined) return known;
    const minutes = Math.abs(offset) / MINUTE;
    const text = `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(Math.floor(minutes % 60))}`;
    return this.texts.set(offset, text).get(offset)!;
  }
}

function milliseconds(instant: number): string {
  return String(((instant % 1000) + 1000) % 1000).padStart(3, '0');
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
