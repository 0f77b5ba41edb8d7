import { InvalidInput } from '../../shared/errors.js';
import { changedTypeTerms, newTypeTerms, type EventTypeInput } from './event-type-terms.policy.js';
import { EventType } from './event-type.entity.js';

const NOW = new Date('2026-03-01T09:00:00Z');
const NEW = { name: 'Intro', duration: 30 };

function typeOf(input: EventTypeInput = {}): EventType {
  return EventType.of(1, 'intro', newTypeTerms({ ...NEW, ...input }), NOW);
}

const problemsOf = (work: () => unknown): unknown => {
  try {
    work();
    return undefined;
  } catch (error) {
    return Object.keys((error as InvalidInput).fieldErrors);
  }
};

describe('a new event type', () => {
  it('has the contract’s defaults', () => {
    expect(newTypeTerms({ ...NEW, description: undefined })).toEqual({
      ...NEW,
      description: '',
      durationOptions: [],
      slotInterval: null,
      bufferBefore: 0,
      bufferAfter: 0,
      minimumNotice: 0,
      cancellationNotice: 0,
      bookingWindowType: 'days',
      bookingWindowDays: 60,
      bookingWindowStart: null,
      bookingWindowEnd: null,
      maxBookingsPerDay: null,
      maxBookingsPerWeek: null,
      maxAttendees: 1,
      locationType: 'custom',
      location: '',
      requiresConfirmation: false,
      priceCents: 0,
      currency: 'USD',
      refundPolicy: null,
      isActive: true,
      isPublic: true,
      color: '#2563eb',
      customQuestions: [],
    });
  });

  it.each<[EventTypeInput, string]>([
    [{ bookingWindowStart: '2026-03-01' }, 'range'],
    [{ bookingWindowEnd: '2026-03-01' }, 'range'],
    [{ bookingWindowStart: null, bookingWindowEnd: null }, 'days'],
    [{ bookingWindowStart: '2026-03-01', bookingWindowType: 'unlimited' }, 'unlimited'],
  ])('of %j has the window %s', (input, windowType) =>
    expect(newTypeTerms({ ...NEW, ...input }).bookingWindowType).toBe(windowType),
  );

  it.each<[EventTypeInput, string[]]>([
    [{ durationOptions: [15, 60] }, ['durationOptions']],
    [{ bookingWindowStart: '2026-03-02', bookingWindowEnd: '2026-03-01' }, ['bookingWindowEnd']],
    [{ currency: 'XXZ' }, ['currency']],
    [{ currency: 'JPY', priceCents: 150 }, ['priceCents']],
    [
      {
        refundPolicy: {
          steps: [
            { hoursBefore: 1, percent: 50 },
            { hoursBefore: 24, percent: 100 },
          ],
        },
      },
      ['refundPolicy'],
    ],
    [
      { customQuestions: [{ key: 'q', label: 'Q', type: 'select', required: false, options: [] }] },
      ['customQuestions'],
    ],
  ])('is refused with %j', (input, names) =>
    expect(problemsOf(() => newTypeTerms({ ...NEW, ...input }))).toEqual(names),
  );
});

describe('a changed event type', () => {
  it('keeps what is not sent, its window too', () => {
    const type = typeOf({ bufferAfter: 10 });
    const terms = changedTypeTerms(type, { bookingWindowEnd: '2026-04-01', name: undefined });
    expect(terms).toEqual({ ...newTypeTerms({ ...NEW, bufferAfter: 10 }), bookingWindowEnd: '2026-04-01' });
  });

  it('names the duration where that leaves the options', () => {
    const type = typeOf({ durationOptions: [15, 30] });
    expect(problemsOf(() => changedTypeTerms(type, { duration: 20 }))).toEqual(['duration']);
    expect(problemsOf(() => changedTypeTerms(type, { durationOptions: [15] }))).toEqual(['durationOptions']);
    expect(changedTypeTerms(type, { duration: 15 }).duration).toBe(15);
  });

  it('offers its duration and the options', () => {
    expect([15, 20, 30].map((minutes) => typeOf({ durationOptions: [15, 30] }).offers(minutes))).toEqual([
      true,
      false,
      true,
    ]);
    expect(typeOf().offers(30)).toBe(true);
  });
});
