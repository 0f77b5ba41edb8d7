import { Refused } from './field.js';
import { readBoolean, readDate, readInstant, readInteger, readMoney, readNames, readText } from './field-readers.js';

const refused = expect.any(Refused);

describe('an instant', () => {
  it.each([
    ['2026-03-01T09:00:00Z', '2026-03-01T09:00:00.000Z'],
    ['2026-03-01T09:00Z', '2026-03-01T09:00:00.000Z'],
    ['2026-03-01 09:00:00+01:00', '2026-03-01T08:00:00.000Z'],
    ['2026-03-01T09:00:00.1234567-0530', '2026-03-01T14:30:00.123Z'],
    ['2026-03-01T00:30:00+14', '2026-02-28T10:30:00.000Z'],
    ['2024-02-29T23:59:59z', '2024-02-29T23:59:59.000Z'],
  ])('reads %s', (text, instant) => {
    expect((readInstant(text) as Date).toISOString()).toBe(instant);
  });

  it.each([
    '2026-03-01T09:00:00',
    '2026-03-01',
    '2026-02-30T09:00:00Z',
    '2025-02-29T09:00:00Z',
    '2026-13-01T09:00:00Z',
    '2026-03-01T24:00:00Z',
    '2026-03-01T09:60:00Z',
    '2026-03-01T09:00:60Z',
    '2026-03-01T09:00:00+15:00',
    '0000-01-01T00:00:00Z',
    '１２34-03-01T09:00:00Z',
    ' 2026-03-01T09:00:00Z',
    '',
    1_772_355_600_000,
    null,
    {},
    'Z'.repeat(100_000),
  ])('refuses %p', (raw) => {
    expect(readInstant(raw)).toEqual(refused);
  });
});

describe('money', () => {
  it.each([
    ['29.99', '29.99'],
    ['29.9', '29.90'],
    ['0', '0.00'],
    ['007', '7.00'],
    [29.99, '29.99'],
    [10, '10.00'],
  ])('reads %p as %s', (raw, text) => {
    expect(readMoney(raw)).toBe(text);
  });

  it.each([
    '-1',
    '10.001',
    '1e308',
    1e308,
    10.001,
    '１0',
    'NaN',
    NaN,
    Infinity,
    '',
    '.5',
    '5.',
    '0x10',
    '99999999999',
    [],
    null,
  ])('refuses %p', (raw) => {
    expect(readMoney(raw)).toEqual(refused);
  });
});

describe('a whole number', () => {
  it.each([
    [5, 5],
    ['5', 5],
    ['-3', -3],
    [-0, 0],
  ])('reads %p', (raw, value) => {
    expect(readInteger(raw, -10, 10)).toBe(value);
  });

  it.each(['', ' 5', '5.0', '5e0', 1.5, NaN, Infinity, true, [5], 11, -11, '99999999999999999999'])(
    'refuses %p',
    (raw) => {
      expect(readInteger(raw, -10, 10)).toEqual(refused);
    },
  );
});

describe('a day', () => {
  it('is a day of the calendar', () => {
    expect(readDate('2028-02-29')).toBe('2028-02-29');
    for (const raw of ['2027-02-29', '2026-04-31', '2026-1-1', '2026-01-01T00:00:00Z', '2026-00-10', 20260101]) {
      expect(readDate(raw)).toEqual(refused);
    }
  });
});

describe('true and false', () => {
  it('are what queries and forms say, and nothing like them', () => {
    expect([true, 'true', '1', 1].map(readBoolean)).toEqual([true, true, true, true]);
    expect([false, 'false', '0', 0].map(readBoolean)).toEqual([false, false, false, false]);
    for (const raw of ['yes', '', 2, null, []]) expect(readBoolean(raw)).toEqual(refused);
  });
});

describe('a text', () => {
  it('is trimmed, bounded, and has no null characters', () => {
    expect(readText('  a b ', 1, 5, true)).toBe('a b');
    expect(readText('  a b ', 1, 6, false)).toBe('  a b ');
    expect(readText('abc', 1, 5, true, /^[a-z]+$/)).toBe('abc');
    for (const raw of ['', '   ', 'abcdef', 'a\0b', 5, null, {}, ['a']])
      expect(readText(raw, 1, 5, true)).toEqual(refused);
    expect(readText('ABC', 1, 5, true, /^[a-z]+$/)).toEqual(refused);
  });
});

describe('names', () => {
  it('come repeated or with commas', () => {
    expect(readNames('a, b,,c')).toEqual(['a', 'b', 'c']);
    expect(readNames(['a,b', 'c'])).toEqual(['a', 'b', 'c']);
    for (const raw of [5, [5], ['a'.repeat(201)], Array(101).fill('a'), 'a\0']) expect(readNames(raw)).toEqual(refused);
  });
});
