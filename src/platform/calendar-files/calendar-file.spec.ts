import ICAL from 'ical.js';
import { calendarFile, type CalendarEntry } from './calendar-file.js';

const entry: CalendarEntry = {
  method: 'REQUEST',
  uid: '5f2b0a3c-5f1e-4a57-9f0f-2a4d3a1c7e11@convoke.example',
  sequence: 3,
  stamp: new Date('2026-01-01T08:00:00Z'),
  startsAt: new Date('2026-03-01T09:00:00+01:00'),
  endsAt: new Date('2026-03-01T10:30:00+01:00'),
  summary: 'Workshop',
};

/** Properties, with folded lines joined again. */
function propertiesOf(file: string): string[] {
  return file.replaceAll('\r\n ', '').split('\r\n');
}

describe('a calendar file', () => {
  it('says method, UID, sequence and times in UTC', () => {
    const properties = propertiesOf(calendarFile(entry));
    expect(properties).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Convoke//Convoke//EN',
      'METHOD:REQUEST',
      'BEGIN:VEVENT',
      'UID:5f2b0a3c-5f1e-4a57-9f0f-2a4d3a1c7e11@convoke.example',
      'SEQUENCE:3',
      'DTSTAMP:20260101T080000Z',
      'DTSTART:20260301T080000Z',
      'DTEND:20260301T093000Z',
      'SUMMARY:Workshop',
      'STATUS:CONFIRMED',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('is the same for the same entry', () => expect(calendarFile(entry)).toBe(calendarFile({ ...entry })));

  it('says that an entry is cancelled', () => {
    const properties = propertiesOf(calendarFile({ ...entry, method: 'CANCEL' }));
    expect(properties).toContain('METHOD:CANCEL');
    expect(properties).toContain('STATUS:CANCELLED');
  });

  it('ends every line in CRLF, after 75 octets at most, and cuts no character', () => {
    const summary = 'Zoë’s déjà-vu 😀 '.repeat(20).trim();
    const file = calendarFile({ ...entry, summary, description: '日本語'.repeat(60) });
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(file).not.toContain('\ufffd');
    expect(propertiesOf(file)).toContain(`SUMMARY:${summary}`);
    expect(propertiesOf(file)).toContain(`DESCRIPTION:${'日本語'.repeat(60)}`);
  });

  it('escapes what means something', () => {
    const properties = propertiesOf(
      calendarFile({ ...entry, summary: 'a;b,c\\d', location: 'Room 1; floor 2', description: 'one\r\ntwo' }),
    );
    expect(properties).toContain('SUMMARY:a\\;b\\,c\\\\d');
    expect(properties).toContain('LOCATION:Room 1\\; floor 2');
    expect(properties).toContain('DESCRIPTION:one\\ntwo');
  });

  it('lets no text become a property', () => {
    const evil = 'x\r\nATTENDEE:mailto:eve@example.com';
    const person = { name: `"Eve";X="\\${evil}`, email: 'eve@example.com\r\nX-EVIL:1' };
    const file = calendarFile({
      ...entry,
      ...{ uid: evil, summary: evil, description: evil, location: evil, url: `https://e.example/${evil}` },
      organizer: person,
      attendee: person,
    });
    const names = propertiesOf(file).map((line) => line.split(/[:;]/)[0]);
    expect(names.filter((name) => name === 'ATTENDEE')).toHaveLength(1);
    expect(names).not.toContain('X-EVIL');
    expect(propertiesOf(file).find((line) => line.startsWith('ORGANIZER'))).toMatch(
      /^ORGANIZER;CN="[^"]*":mailto:/i,
    );
  });

  it('is read by another library as it was meant', () => {
    const url = 'https://meet.example.org/a,b;c?x=1&y=Zoë#\\part,' + 'long'.repeat(30);
    const [summary, description] = ['Talk; “Zoë”, 東京 \\o/ 🎉'.repeat(4), 'one\ntwo, three'];
    const file = calendarFile({ ...entry, url, summary, description, method: 'CANCEL' });
    const calendar = new ICAL.Component(ICAL.parse(file));
    expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL');
    const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent')!);
    expect([event.uid, event.sequence, event.summary, event.description]).toEqual([
      ...[entry.uid, 3, summary, description],
    ]);
    expect(event.component.getFirstPropertyValue('url')).toBe(url);
    expect(event.component.getFirstPropertyValue('status')).toBe('CANCELLED');
    expect(event.startDate.toJSDate()).toEqual(entry.startsAt);
    expect(event.endDate.toJSDate()).toEqual(entry.endsAt);
    for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  it('names organizer and attendee', () => {
    const properties = propertiesOf(
      calendarFile({
        ...entry,
        organizer: { name: 'Grace Hopper', email: 'grace@example.com' },
        attendee: { name: 'Ada Lovelace', email: 'ada@example.com' },
      }),
    );
    expect(properties).toContain('ORGANIZER;CN="Grace Hopper":mailto:grace@example.com');
    expect(properties.find((line) => line.startsWith('ATTENDEE'))).toMatch(
      /CN="Ada Lovelace":mailto:ada@example.com$/i,
    );
  });
});
