import { DateTime } from 'luxon';

export interface DayLibraryQuestion {
  hostZone: string;
  viewerZone: string;
  /** The first date and how many, as `YYYY-MM-DD`. */
  firstDay: string;
  days: number;
  /** Hours of the host's clock from Monday to Friday. */
  opens: number;
  closes: number;
  minutes: number;
  /** ISO, by the start. */
  busy: readonly { start: string; end: string }[];
}

/** The way of most booking pages: an object of the date library for each slot, and texts for busy times. */
export function luxonSlots(question: DayLibraryQuestion): { start_time: string; local_start_time: string }[] {
  const { hostZone, viewerZone, firstDay, days, opens, closes, minutes } = question;
  const busy = question.busy.map(({ start, end }) => ({
    start: DateTime.fromISO(start).toMillis(),
    end: DateTime.fromISO(end).toMillis(),
  }));
  const slots: { start_time: string; local_start_time: string }[] = [];
  let next = 0;
  for (let n = 0; n < days; n++) {
    const day = DateTime.fromISO(firstDay, { zone: hostZone }).plus({ days: n });
    if (day.weekday > 5) continue;
    const until = day.set({ hour: closes });
    for (let start = day.set({ hour: opens }); start < until; start = start.plus({ minutes })) {
      const end = start.plus({ minutes });
      if (end > until) break;
      const [from, to] = [start.toMillis(), end.toMillis()];
      while (next < busy.length && busy[next]!.end <= from) next++;
      let isFree = true;
      for (let at = next; at < busy.length && busy[at]!.start < to && isFree; at++)
        isFree = busy[at]!.end <= from;
      if (!isFree) continue;
      slots.push({
        start_time: start.toUTC().toISO()!,
        local_start_time: start.setZone(viewerZone).toISO({ suppressMilliseconds: true })!,
      });
    }
  }
  return slots;
}
