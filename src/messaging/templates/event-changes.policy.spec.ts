import type { EventChange, EventSnapshot } from '../../collaboration/collaboration.events.js';
import { LocalTimeFormatter } from '../../platform/documents/local-time-formatter.js';
import { eventChanged } from './event-changes.policy.js';

const times = { startsAt: '2030-01-01T09:00:00Z', endsAt: '2030-01-01T11:00:00Z' };
const event: EventSnapshot = {
  ...{ openTo: 'everyone', organizerId: 1, id: 7, kind: 'gathering', title: 'Party', description: '' },
  ...{ category: null, location: 'Garden', isOnline: false, tags: '', coverImage: null, visibility: 'public' },
  ...{ state: 'open', status: 'upcoming', registrationDeadline: null, capacity: 10, taken: 2, priceCents: 0 },
  ...{
    currency: 'USD',
    ...times,
    timezone: 'Asia/Tokyo',
    createdAt: times.startsAt,
    updatedAt: times.startsAt,
  },
};
const before = { title: 'Party', ...times, timezone: 'Asia/Tokyo', location: 'Garden' };

/** What a reader in UTC is told of the change. */
function told(changed: string[], previous: Partial<EventChange['previous']>) {
  const payload = { ...event, actorId: 1, changed, previous: { ...before, ...previous } };
  const happened = { id: 99, name: 'x', payload, occurredAt: new Date(times.startsAt), requestId: null };
  return eventChanged(happened).map((template) => ({
    ...template,
    message: template.message(new LocalTimeFormatter('UTC')),
  }));
}

describe('an event that goes by another clock', () => {
  it('says so, and that the moment stays', () => {
    const [zoned, ...more] = told(['timezone'], { timezone: 'Europe/Berlin' });
    expect(more).toEqual([]);
    expect(zoned).toMatchObject({ title: 'New time zone: Party', mail: { calendar: { method: 'REQUEST' } } });
    expect(zoned!.message).toBe(
      '“Party” goes by another clock now: Tuesday, 1 January 2030, 18:00 – 20:00 ' +
        '(Asia/Tokyo; your time: 09:00 – 11:00, UTC). It is the same moment as before, ' +
        'Tuesday, 1 January 2030, 10:00 – 12:00 (Europe/Berlin).',
    );
  });

  it('and moves, says each time on the clock that it had', () => {
    const previous = { timezone: 'Europe/Berlin', startsAt: '2030-01-01T10:00:00Z' };
    const [moved] = told(['date', 'timezone'], previous);
    expect(moved!.title).toBe('New time: Party');
    expect(moved!.message).toBe(
      '“Party” has a new time: Tuesday, 1 January 2030, 18:00 – 20:00 ' +
        '(Asia/Tokyo; your time: 09:00 – 11:00, UTC). It was ' +
        'Tuesday, 1 January 2030, 11:00 – 12:00 (Europe/Berlin; your time: 10:00 – 11:00, UTC) before.',
    );
  });
});

it('says what was before events had zones without one', () => {
  const [moved] = told(['date'], { startsAt: '2030-01-01T10:00:00Z', timezone: undefined });
  expect(moved!.message).toMatch(/It was Tuesday, 1 January 2030, 10:00 – 11:00 \(UTC\) before\.$/);
});
