import { endOfDay, isTimeZone, startOfDay } from './local-days.js';

describe('the days of a time zone', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])('knows %s', (zone) =>
    expect(isTimeZone(zone)).toBe(true),
  );

  it.each(['', 'Mars/Base', '+05:30', "UTC'; --", 'Europe', 'x'.repeat(100)])('refuses %p', (zone) =>
    expect(isTimeZone(zone)).toBe(false),
  );

  it.each([
    ['2030-06-01', 'UTC', '2030-06-01T00:00:00.000Z'],
    ['2030-06-01', 'Europe/Berlin', '2030-05-31T22:00:00.000Z'],
    ['2030-06-01', 'Asia/Kolkata', '2030-05-31T18:30:00.000Z'],
    ['2030-06-01', 'Pacific/Kiritimati', '2030-05-31T10:00:00.000Z'],
    // The clock jumps elsewhere in the day.
    ['2030-03-31', 'Europe/Berlin', '2030-03-30T23:00:00.000Z'],
    ['2030-04-01', 'Europe/Berlin', '2030-03-31T22:00:00.000Z'],
    // Midnight itself is skipped, or comes twice.
    ['2024-03-31', 'Asia/Beirut', '2024-03-30T22:00:00.000Z'],
    ['2017-11-05', 'America/Havana', '2017-11-05T04:00:00.000Z'],
    // A day that was left out.
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ])('%s begins in %s at %s', (day, zone, instant) =>
    expect(startOfDay(day, zone).toISOString()).toBe(instant),
  );

  it('ends a day where the next begins', () => {
    expect(endOfDay('2028-02-28', 'Asia/Tokyo')).toEqual(startOfDay('2028-02-29', 'Asia/Tokyo'));
    expect(endOfDay('9999-12-31', 'UTC').getTime()).toBe(Date.UTC(10_000, 0, 1));
  });
});
