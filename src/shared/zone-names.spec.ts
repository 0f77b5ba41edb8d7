import { offsetAt } from './zoned-time.js';
import { ianaZone } from './zone-names.js';

const HOUR = 3_600_000;
const SUMMER = Date.UTC(2026, 6, 1);

describe('the names of zones', () => {
  it.each([
    ['Pacific Standard Time', -7],
    ['W. Europe Standard Time', 2],
    ['nepal standard time', 5.75],
    ['Lord Howe Standard Time', 10.5],
    ['Dateline Standard Time', -12],
    ['UTC+13', 13],
    [' GMT Standard Time ', 1],
  ])('are read as Windows has them: %s', (name, hours) => {
    expect(offsetAt(ianaZone(name)!, SUMMER)).toBe(hours * HOUR);
  });

  it('are read as the tz database has them, in any case and by their links', () => {
    expect(['Europe/Berlin', 'america/new_york', 'utc'].map(ianaZone)).toEqual([
      'Europe/Berlin',
      'America/New_York',
      'UTC',
    ]);
    expect(offsetAt(ianaZone('US/Eastern')!, SUMMER)).toBe(-4 * HOUR);
  });

  it('are none that nobody knows, and no offsets', () => {
    expect(['', 'Customized Time Zone', '+05:45', 'Mars/Olympus', 'Eastern'].map(ianaZone)).toEqual(
      Array.from({ length: 5 }, () => null),
    );
  });
});
