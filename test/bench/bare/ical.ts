import ICAL from 'ical.js';
import { serve } from '../stage/serve.js';

export interface IcalOrder {
  text: string;
  from: number;
  until: number;
}

export interface IcalAnswer {
  ms: number;
  cpuMs: number;
  busy: [from: number, until: number][];
}

// ical.js alone: parses a file and expands its events, each series with its exceptions.
serve({
  read({ text, from, until }: IcalOrder): IcalAnswer {
    const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
    const busy = busyTimes(text, from, until);
    const { user, system } = process.cpuUsage(cpu);
    return { ms: performance.now() - startedAt, cpuMs: (user + system) / 1000, busy };
  },
});

function busyTimes(text: string, from: number, until: number): [number, number][] {
  const calendar = new ICAL.Component(ICAL.parse(text) as any[]);
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  const [masters, exceptions]: [ICAL.Component[], Map<string, ICAL.Component[]>] = [[], new Map()];
  for (const each of calendar.getAllSubcomponents('vevent')) {
    if (each.getFirstPropertyValue('transp') === 'TRANSPARENT') continue;
    const uid = String(each.getFirstPropertyValue('uid'));
    if (!each.hasProperty('recurrence-id')) masters.push(each);
    else exceptions.set(uid, [...(exceptions.get(uid) ?? []), each]);
  }
  const found: [number, number][] = [];
  const take = (start: ICAL.Time, end: ICAL.Time) => {
    const [begins, ends] = [start.toUnixTime() * 1000, end.toUnixTime() * 1000];
    if (ends > from && begins < until) found.push([begins, ends]);
  };
  for (const master of masters) {
    const uid = String(master.getFirstPropertyValue('uid'));
    // Without these the library looks through the whole file for each event.
    const event = new ICAL.Event(master, { exceptions: exceptions.get(uid) ?? [] });
    if (!event.isRecurring()) {
      take(event.startDate, event.endDate);
      continue;
    }
    const starts = event.iterator();
    for (let next = starts.next(); next && next.toUnixTime() * 1000 < until; next = starts.next()) {
      const { startDate, endDate } = event.getOccurrenceDetails(next);
      take(startDate, endDate);
    }
  }
  return merged(found);
}

function merged(intervals: [number, number][]): [number, number][] {
  const result: [number, number][] = [];
  for (const [from, until] of intervals.sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], until);
    else result.push([from, until]);
  }
  return result;
}
