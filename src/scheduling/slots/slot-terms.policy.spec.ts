import { newTypeTerms, type EventTypeInput } from '../event-types/event-type-terms.policy.js';
import { EventType } from '../event-types/event-type.entity.js';
import { slotTermsOf } from './slot-terms.policy.js';

const NOW = new Date('2026-03-01T09:00:00Z');

function termsOf(input: EventTypeInput, duration?: number) {
  const terms = newTypeTerms({ name: 'Intro', duration: 30, ...input });
  return slotTermsOf(EventType.of(1, 'intro', terms, NOW), duration);
}

describe('what the search needs of an event type', () => {
  it('is its lengths, notice and limits', () => {
    const input = { bufferBefore: 5, bufferAfter: 10, minimumNotice: 60, maxAttendees: 4 };
    expect(termsOf({ ...input, maxBookingsPerDay: 2, maxBookingsPerWeek: 7 })).toEqual({
      ...{ duration: 30, interval: 30, bufferBefore: 5, bufferAfter: 10, minimumNotice: 60 },
      ...{ window: { type: 'days', days: 60 }, maxPerDay: 2, maxPerWeek: 7, maxAttendees: 4 },
    });
  });

  it('has the step of the type, whatever duration is asked for', () => {
    expect(termsOf({ durationOptions: [30, 60] }, 60)).toMatchObject({ duration: 60, interval: 30 });
    expect(termsOf({ slotInterval: 15 }, 60)).toMatchObject({ duration: 60, interval: 15 });
  });

  it.each<[EventTypeInput, object]>([
    [{ bookingWindowType: 'unlimited' }, { type: 'unlimited' }],
    [
      { bookingWindowType: 'business_days', bookingWindowDays: 5 },
      { type: 'business_days', days: 5 },
    ],
    [{ bookingWindowStart: '2026-03-02' }, { type: 'range', startOn: Date.UTC(2026, 2, 2), endOn: null }],
    [{ bookingWindowEnd: '2026-03-09' }, { type: 'range', startOn: null, endOn: Date.UTC(2026, 2, 9) }],
  ])('of %j is open %j', (input, window) => expect(termsOf(input).window).toEqual(window));
});
