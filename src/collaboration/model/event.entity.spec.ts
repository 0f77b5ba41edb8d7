import { Event } from './event.entity.js';

const at = (hour: number) => new Date(Date.UTC(2031, 0, 1, hour));
const event = (more: Partial<Event>) =>
  Object.assign(new Event(), {
    ...{
      kind: 'gathering',
      state: 'open',
      organizerId: 7,
      startsAt: at(10),
      endsAt: at(12),
      registrationDeadline: null,
    },
    ...more,
  });

describe('the status of an event', () => {
  it.each([
    ['gathering', 'open', 9, 'upcoming'],
    ['gathering', 'open', 10, 'ongoing'],
    ['gathering', 'open', 12, 'completed'],
    ['gathering', 'cancelled', 11, 'cancelled'],
    ['ticketed', 'draft', 13, 'draft'],
    ['ticketed', 'open', 9, 'published'],
    ['ticketed', 'open', 10, 'ongoing'],
    ['ticketed', 'open', 12, 'completed'],
    ['ticketed', 'cancelled', 9, 'cancelled'],
  ] as const)('%s, %s, at %i o’clock is %s', (kind, state, hour, status) => {
    expect(event({ kind, state }).statusAt(at(hour))).toBe(status);
  });
});

describe('the last instant to take part', () => {
  it.each([
    ['a gathering: its end', { kind: 'gathering' as const }, at(12)],
    ['a ticketed event: its start', { kind: 'ticketed' as const }, at(10)],
    [
      'a ticketed event with a deadline: that',
      { kind: 'ticketed' as const, registrationDeadline: at(8) },
      at(8),
    ],
  ])('of %s', (_, more, closesAt) => {
    expect(event(more).closesAt).toEqual(closesAt);
  });
});

it('an event is run by its organizer and by admins', () => {
  expect(event({}).isOrganizedBy({ id: 7, isAdmin: false })).toBe(true);
  expect(event({}).isOrganizedBy({ id: 8, isAdmin: true })).toBe(true);
  expect(event({}).isOrganizedBy({ id: 8, isAdmin: false })).toBe(false);
});
