import { LocalTimeFormatter } from './local-time-formatter.js';

const [nine, ten] = ['2030-01-01T09:00:00Z', '2030-01-01T10:00:00Z'];
const period = (reader: string | null, place: string | null, startsAt = nine, endsAt = ten) =>
  new LocalTimeFormatter(reader, place).period(startsAt, endsAt);
const moment = (reader: string | null, place: string | null, instant = nine) =>
  new LocalTimeFormatter(reader, place).moment(instant);

describe('a reader’s clock', () => {
  it('says the local time and its zone', () => {
    expect(period('Europe/Berlin', null)).toBe('Tuesday, 1 January 2030, 10:00 – 11:00 (Europe/Berlin)');
    expect(moment('Europe/Berlin', null)).toBe('Tuesday, 1 January 2030, 10:00 (Europe/Berlin)');
    expect(moment('America/New_York', null, '2030-07-01T03:00:00Z')).toBe(
      'Sunday, 30 June 2030, 23:00 (America/New_York)',
    );
  });

  it.each([
    ['de-AT', 'Dienstag, 1. Jänner 2030, 10:00 – 11:00 (Europe/Vienna)'],
    ['fr', 'mardi 1 janvier 2030, 10:00 – 11:00 (Europe/Vienna)'],
    ['en-US', 'Tuesday, January 1, 2030, 10:00 – 11:00 (Europe/Vienna)'],
  ])('writes dates in the language %s', (language, written) =>
    expect(new LocalTimeFormatter('Europe/Vienna', null, language).period(nine, ten)).toBe(written),
  );

  it('says both days where there are two', () =>
    expect(period('UTC', null, '2030-01-01T22:00:00Z', '2030-01-02T01:00:00Z')).toBe(
      'Tuesday, 1 January 2030, 22:00 – Wednesday, 2 January 2030, 01:00 (UTC)',
    ));

  it('reads as UTC where the zone is unknown', () => {
    expect(moment('Mars/Olympus', null)).toMatch(/09:00 \(UTC\)$/);
    expect(moment('Europe/Berlin', 'Mars/Olympus')).toMatch(/09:00 \(UTC; your time: 10:00, Europe\/Berlin\)$/);
  });
});

describe('the clock of an event', () => {
  it('comes first, and the reader’s beside it', () => {
    expect(period('Europe/London', 'Europe/Berlin')).toBe(
      'Tuesday, 1 January 2030, 10:00 – 11:00 (Europe/Berlin; your time: 09:00 – 10:00, Europe/London)',
    );
    expect(moment('Europe/London', 'Europe/Berlin')).toBe(
      'Tuesday, 1 January 2030, 10:00 (Europe/Berlin; your time: 09:00, Europe/London)',
    );
  });

  it('names the reader’s days where they are others', () =>
    expect(period('America/New_York', 'Asia/Tokyo', '2030-01-01T22:00:00Z', '2030-01-02T01:00:00Z')).toBe(
      'Wednesday, 2 January 2030, 07:00 – 10:00 ' +
        '(Asia/Tokyo; your time: Tuesday, 1 January 2030, 17:00 – 20:00, America/New_York)',
    ));

  it('names the reader’s days where there are two', () =>
    expect(period('UTC', 'Asia/Tokyo', '2030-01-01T01:40:00Z', '2030-01-02T01:40:00Z')).toMatch(
      /your time: Tuesday, 1 January 2030, 01:40 – Wednesday, 2 January 2030, 01:40, UTC\)$/,
    ));

  it('stands alone where the reader’s shows the same, on that day', () => {
    expect(period('Europe/Paris', 'Europe/Berlin')).not.toContain('your time');
    expect(period('Europe/Berlin', 'Europe/Berlin')).not.toContain('your time');
    expect(period('Africa/Algiers', 'Europe/Berlin')).not.toContain('your time');
    expect(period('Africa/Algiers', 'Europe/Berlin', '2030-07-01T09:00:00Z', '2030-07-01T10:00:00Z')).toMatch(
      /11:00 – 12:00 \(Europe\/Berlin; your time: 10:00 – 11:00, Africa\/Algiers\)$/,
    );
    // The clock is put back in the middle of it.
    expect(period('Europe/Berlin', 'Africa/Algiers', '2030-10-26T23:30:00Z', '2030-10-27T02:00:00Z')).toMatch(
      /00:30 – 03:00 \(Africa\/Algiers; your time: 01:30 – 03:00, Europe\/Berlin\)$/,
    );
  });

  it('stands alone where nobody knows the reader’s', () =>
    expect(period(null, 'Asia/Tokyo')).toBe('Tuesday, 1 January 2030, 18:00 – 19:00 (Asia/Tokyo)'));

  it('may be another one for the same reader', () =>
    expect(new LocalTimeFormatter('UTC', 'Asia/Tokyo').at('Asia/Seoul').moment(nine)).toMatch(
      /18:00 \(Asia\/Seoul; your time: 09:00, UTC\)$/,
    ));

  it('is a fact of its own, as is the reader’s', () => {
    const facts = (reader: string) => new LocalTimeFormatter(reader, 'Asia/Tokyo').facts(nine, ten);
    const when = ['When', 'Tuesday, 1 January 2030, 18:00 – 19:00 (Asia/Tokyo)'];
    expect(facts('Asia/Tokyo')).toEqual([when]);
    expect(facts('UTC')).toEqual([when, ['Your time', 'Tuesday, 1 January 2030, 09:00 – 10:00 (UTC)']]);
  });
});
