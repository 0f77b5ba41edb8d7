import { centsFrom, decimalFrom, isPayable, payablePart } from './money.js';

describe('amounts', () => {
  it.each([
    ['0', 0],
    ['0.5', 50],
    ['29.99', 2999],
    ['1000000.00', 100_000_000],
  ])('reads %s as %d cents', (decimal, cents) => expect(centsFrom(decimal)).toBe(cents));

  it.each(['', '-1', '+1', '1e3', '10.001', '1,5', '٣', 'NaN', ' 1', '9999999999999'])('refuses %p', (text) =>
    expect(() => centsFrom(text)).toThrow(RangeError),
  );

  it.each([
    [0, '0.00'],
    [5, '0.05'],
    [-1250, '-12.50'],
    [2999, '29.99'],
  ])('writes %d cents as %s', (cents, decimal) => expect(decimalFrom(cents)).toBe(decimal));
});

describe('what can be paid', () => {
  it.each([
    ['JPY', 125_050, 125_000],
    ['ISK', 99, 0],
    ['USD', 1250, 1250],
    ['KWD', 1251, 1251],
  ])('of %s is whole in its smallest unit', (currency, cents, payable) => {
    expect(payablePart(cents, currency)).toBe(payable);
    expect(isPayable(cents, currency)).toBe(cents === payable);
  });
});
