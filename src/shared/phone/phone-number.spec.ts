import { phoneNumberFrom } from './phone-number.js';

describe('a phone number', () => {
  it.each([
    ['+12025550123', '+12025550123'],
    ['+1 (202) 555-0123', '+12025550123'],
    ['+49 30 901820', '+4930901820'],
    ['+44 1234 567890', '+441234567890'],
    ['2025550123', null],
    ['0030 901820', null],
    ['+1', null],
    ['+999 123456789', null],
    ['', null],
    ['+', null],
  ])('%s is %s', (text, number) => {
    expect(phoneNumberFrom(text)).toBe(number);
  });

  it('of 100 kB is none, within 50 ms', () => {
    const before = process.cpuUsage();
    for (const letter of ['+', '1', ' ', '(', '+1 '])
      expect(phoneNumberFrom(`+${letter.repeat(100_000 / letter.length)}`)).toBeNull();
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(5 * 50);
  });
});
