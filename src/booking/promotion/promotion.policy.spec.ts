import { nextInLine, seatOfferExpiresAt } from './promotion.policy.js';

/** A queue of parties; `2!1` wants two seats and was passed over once. */
const seated = (parties: string, free: number) => {
  const queue = parties.split(' ').map((party, n) => {
    const [quantity, passedOver = 0] = party.split('!').map(Number);
    return { id: n + 1, quantity: quantity!, passedOver };
  });
  return nextInLine(queue, free).join(' ');
};

describe('freed seats', () => {
  it.each([
    ['go to the first', '1 1 1', 1, '1'],
    ['go to as many as fit, in order', '1 2 1', 3, '1 2'],
    ['pass a party that is too large', '3 1 1', 2, '2 3'],
    ['pass it when the seats run out', '1 2 1', 2, '1 3'],
    ['go to nobody who does not fit', '3 4', 2, ''],
    ['go to everybody where there is no limit', '9 8 7', Infinity, '1 2 3'],
    ['pass nobody a fourth time', '5 1 1 1 1', 4, '2 3 4'],
    ['count earlier times', '5!2 1 1', 4, '2'],
    ['wait for who was passed three times', '5!3 1 1', 4, ''],
    ['still go to those before', '1 5!3 1', 4, '1'],
    ['look at the least patient', '5 6!2 1 1', 4, '3'],
    ['are none', '1 1', 0, ''],
  ])('%s', (_, parties, free, expected) => expect(seated(parties, free)).toBe(expected));
});

describe('an offered seat', () => {
  const now = new Date('2030-01-01T00:00:00Z');
  const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  const DAY = 24 * 60;
  it.each([
    ['a day', 10 * DAY, 10 * DAY, DAY],
    ['a quarter of the time left', 2 * DAY, 2 * DAY, DAY / 2],
    ['a quarter of an hour at least', 40, 40, 15],
    ['no longer than to the deadline', 10 * DAY, 60, 60],
    ['no longer than to the deadline, however near', 40, 5, 5],
  ])('is held for %s', (_, start, deadline, minutes) => {
    const offer = { startsAt: after(start), closesAt: after(deadline) };
    expect(seatOfferExpiresAt(now, offer, DAY * 60_000)).toEqual(after(minutes));
  });
});
