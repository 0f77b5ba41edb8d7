import { Random } from '../../support/random.js';

export const CALENDAR_EVENTS = 5_000;
const DAY_MS = 86_400_000;
const ZONE = 'TZID=Europe/Berlin';
const HEADER = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//bench//EN
X-WR-CALNAME:Five years
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
`;

/**
 * The calendar of somebody busy, as its program exports it, around the midnight `today`: five years of meetings
 * and one ahead, a fifth of all events series or exceptions. Of the meetings ahead `moved` are a day later.
 */
export function fullCalendar(today: number, moved = 0): string {
  const random = new Random(7);
  const date = (day: number) => new Date(today + day * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '');
  const events = Array.from({ length: CALENDAR_EVENTS }, (_, n) => {
    const clock = `T${String(7 + random.below(12)).padStart(2, '0')}${random.of(['00', '15', '30', '45'])}00`;
    const at = (day: number) => `;${ZONE}:${date(day)}${clock}`;
    const past = -1 - random.below(5 * 365);
    const ahead = 1 + random.below(398);
    if (n < 800) return event(n, [`DTSTART${at(ahead + (n < moved ? 1 : 0))}`]);
    if (n < 4_000) return event(n, [`DTSTART${at(past)}`]);
    if (n < 4_500)
      return event(n, [`DTSTART${at(past)}`, `RRULE:FREQ=WEEKLY;UNTIL=${date(past + 364)}T235959Z`]);
    if (n < 4_700) return event(n, [`DTSTART${at(past)}`, 'RRULE:FREQ=WEEKLY;INTERVAL=4;COUNT=24']);
    if (n < 4_800)
      return event(n, [`DTSTART;VALUE=DATE:${date(past)}`, 'RRULE:FREQ=YEARLY', 'TRANSP:TRANSPARENT']);
    // A hundred series without an end, each with a day left out; and one day of each at another hour.
    const series = n % 100;
    const start = -7 * (1 + (series % 50)) - (series % 7);
    const hour = `T${String(8 + (series % 10)).padStart(2, '0')}0000`;
    const on = (day: number) => `;${ZONE}:${date(day)}${hour}`;
    const [leftOut, other] = [start + 7 * 52, start + 7 * 53];
    return n < 4_900
      ? event(4_800 + series, [`DTSTART${on(start)}`, 'RRULE:FREQ=WEEKLY', `EXDATE${on(leftOut)}`])
      : event(4_800 + series, [`DTSTART;${ZONE}:${date(other)}T193000`, `RECURRENCE-ID${on(other)}`]);
  });
  return `${HEADER}${events.join('')}END:VCALENDAR\n`.replaceAll('\n', '\r\n');
}

function event(n: number, lines: readonly string[]): string {
  const isDay = lines[0]!.includes('VALUE=DATE');
  return `BEGIN:VEVENT
UID:event-${n}@bench.example.org
DTSTAMP:20260101T000000Z
SUMMARY:Meeting ${n}
LOCATION:Room ${n % 40}
DESCRIPTION:What was agreed on the last time is gone through\\, and what is open is
  given to somebody.\\nMeeting ${n}
ORGANIZER;CN=Pat:mailto:pat-${n % 90}@example.com
ATTENDEE;CN=Ada;PARTSTAT=ACCEPTED:mailto:ada@example.com
ATTENDEE;CN=Kim;PARTSTAT=NEEDS-ACTION:mailto:kim-${n % 70}@example.com
${lines.join('\n')}
DURATION:${isDay ? 'P1D' : 'PT30M'}
END:VEVENT
`;
}
