import { InvalidInput } from '../../shared/errors.js';
import { changedFields, showsInCalendars } from './event-changes.policy.js';
import { changedTerms, draftTerms, gatheringTerms, type EventInput } from './event-terms.policy.js';
import { Event } from './event.entity.js';

const at = (hour: number) => new Date(Date.UTC(2031, 0, 1, hour));
const NOW = at(9);

function problemsOf(terms: () => unknown): string[] {
  try {
    terms();
  } catch (error) {
    if (error instanceof InvalidInput) return Object.keys(error.fieldErrors!).sort();
    throw error;
  }
  return [];
}

const named = { title: 'x', timezone: 'Europe/Berlin' };
const gathering = (input: Partial<Parameters<typeof gatheringTerms>[0]> = {}) =>
  gatheringTerms({ ...named, startsAt: at(10), ...input }, NOW);
const made = (more: Partial<Event> = {}) =>
  Object.assign(new Event(), { kind: 'gathering', state: 'open' }, gathering({ endsAt: at(13) }), more);
const changed = (input: EventInput, more: Partial<Event> = {}, now = NOW) =>
  changedTerms(made(more), input, now);

describe('the terms of a gathering', () => {
  it('last two hours unless they say otherwise', () => {
    expect(gathering().endsAt).toEqual(at(12));
    expect(gathering({ endsAt: at(20) }).endsAt).toEqual(at(20));
  });

  it('start in the future: now is too late', () => {
    expect(problemsOf(() => gathering({ startsAt: NOW }))).toEqual(['startsAt']);
  });

  it('name a date beyond all calendars as its client does', () => {
    const far = new Date('9999-12-31T23:59:59-05:00');
    expect(problemsOf(() => gathering({ startsAt: far }))).toEqual(['startsAt']);
    expect(problemsOf(() => gathering({ startsAt: far, endsAt: new Date(far.getTime() + 1) }))).toEqual([
      'endsAt',
      'startsAt',
    ]);
  });

  it('name everything that is wrong at once', () => {
    const input = {
      startsAt: at(8),
      endsAt: at(8),
      priceCents: 1,
      currency: 'XXY',
      timezone: 'Mars/Olympus',
      registrationDeadline: at(7),
    };
    expect(problemsOf(() => gathering(input))).toEqual([
      'currency',
      'endsAt',
      'priceCents',
      'registrationDeadline',
      'startsAt',
      'timezone',
    ]);
  });
});

it('the terms of a draft may have any times', () => {
  expect(
    problemsOf(() => draftTerms({ ...named, startsAt: at(3), endsAt: at(2), registrationDeadline: at(5) })),
  ).toEqual([]);
});

describe('changed terms', () => {
  it('keep what was not said, and take null for a value', () => {
    expect(changed({ title: 'y' }, { capacity: 5 })).toMatchObject({ title: 'y', capacity: 5 });
    expect(changed({ capacity: null }, { capacity: 5 })).toMatchObject({ title: 'x', capacity: null });
  });

  it('of a gathering that is moved keep its length', () => {
    expect(changed({ startsAt: at(15) })).toMatchObject({ startsAt: at(15), endsAt: at(18) });
    expect(changed({ startsAt: at(15), endsAt: at(16) }).endsAt).toEqual(at(16));
  });

  it('of a ticketed event that is moved keep its end', () => {
    const draft = { kind: 'ticketed', state: 'draft' } as const;
    expect(changed({ startsAt: at(15) }, draft)).toMatchObject({ startsAt: at(15), endsAt: at(13) });
    expect(problemsOf(() => changed({ startsAt: at(15) }, { ...draft, state: 'open' }))).toEqual(['endsAt']);
  });

  it('look at the times of an open event only where they change', () => {
    expect(problemsOf(() => changed({ title: 'y', startsAt: at(10) }, {}, at(11)))).toEqual([]);
    expect(problemsOf(() => changed({ startsAt: at(12) }, {}, at(11)))).toEqual(['startsAt']);
    expect(problemsOf(() => changed({ endsAt: at(11) }, {}, at(11)))).toEqual(['endsAt']);
    expect(problemsOf(() => changed({ endsAt: at(12) }, {}, at(11)))).toEqual([]);
  });
});

describe('what has changed', () => {
  it('is called as on the wire, instants by their value', () => {
    const event = made();
    expect(changedFields(event, changed({ startsAt: new Date(at(10)), title: 'x' }))).toEqual([]);
    expect(changedFields(event, changed({ startsAt: at(11), capacity: 3 }))).toEqual([
      'start_date',
      'end_date',
      'max_attendees',
    ]);
  });

  it('shows in calendars or does not', () => {
    expect(showsInCalendars(['tags', 'max_attendees', 'price'])).toBe(false);
    expect(showsInCalendars(['tags', 'location'])).toBe(true);
  });
});
