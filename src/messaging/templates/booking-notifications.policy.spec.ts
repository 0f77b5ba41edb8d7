import type { BookingPayload, Cancellation, OfferPayload, Rescheduling } from '../../booking/booking.events.js';
import { LocalTimeFormatter } from '../../platform/documents/local-time-formatter.js';
import { bookingCancelled, bookingConfirmed, bookingMoved } from './booking-notifications.policy.js';
import type { NotificationTemplate } from './notification-template.policy.js';

const [ada, host, admin] = [1, 2, 3];
const times = { startsAt: '2030-01-01T09:00:00Z', endsAt: '2030-01-01T11:00:00Z' };
const offer: OfferPayload = {
  ...{ kind: 'event', refId: 7, title: 'Party', label: null, capacity: 10, taken: 1, organizerId: host },
  ...{ state: 'open', visibility: 'public', joinOnly: false, calendarChanges: 0, ...times },
  ...{ createdAt: times.startsAt, updatedAt: times.startsAt },
};
const booking: BookingPayload = {
  ...{ bookingId: 17, kind: 'ticket', status: 'confirmed', wasConfirmed: true, personId: ada, hostId: host },
  ...{ expiresAt: null, rescheduleCount: 0, sequence: 0 },
  ...{ refId: 7, quantity: 2, priceCents: 0, paidCents: 0, refundedCents: 0, currency: 'USD', ...times, offer },
};
const slot = {
  ...booking,
  ...{ kind: 'slot' as const, quantity: 1 },
  offer: { ...offer, kind: 'slot' as const, label: { id: 1, name: 'Cat 1', color: '' } },
};
const published = <Payload extends object>(payload: Payload) => ({
  ...{ id: 99, name: 'x', payload, occurredAt: new Date(times.startsAt), requestId: null },
});
/** What those templates say to the host, in UTC. */
const toHost = (templates: NotificationTemplate[]) =>
  templates
    .filter(({ to }) => 'people' in to && to.people.includes(host))
    .map(({ kind, actor, subject, occurrence, title, message, mail }) => ({
      ...{ kind, actor, subject, occurrence, title, mail },
      message: message(new LocalTimeFormatter('UTC')),
    }));
const cancelled = (cause: Cancellation['cause'], actorId: number, more: Partial<BookingPayload> = {}) =>
  bookingCancelled(published({ ...booking, ...more, cause, actorId, reason: null }));
const moved = (cause: Rescheduling['cause'], actorId: number) =>
  bookingMoved(
    published({
      ...{ ...slot, cause, actorId, reason: null },
      ...{ previousStartsAt: '2029-12-31T09:00:00Z', previousEndsAt: '2029-12-31T10:00:00Z' },
    }),
  );

describe('who offers it', () => {
  it('hears of a booking that is firm', () => {
    expect(toHost(bookingConfirmed(published(booking)))).toEqual([
      {
        ...{ kind: 'booking_created', actor: ada, subject: 'booking:17', occurrence: '', title: 'New booking' },
        message: 'booked 2 tickets for “Party”, Tuesday, 1 January 2030, 09:00 – 11:00 (UTC).',
        mail: { subject: 'New booking: Party' },
      },
    ]);
  });

  it('hears that it was given up, or taken by an administrator', () => {
    const [own, ...more] = toHost(cancelled('booker', ada));
    expect(more).toEqual([]);
    expect(own).toMatchObject({ kind: 'hosted_booking_cancelled', actor: ada, title: 'Booking cancelled' });
    expect(own!.message).toMatch(/^cancelled the booking of “Party”, Tuesday, 1 January 2030/);
    expect(toHost(cancelled('admin', admin))[0]!.message).toMatch(/: it was cancelled by an administrator\.$/);
  });

  it('hears nothing of what was never firm, of own doings, and of an event that is withdrawn', () => {
    expect(toHost(cancelled('booker', ada, { wasConfirmed: false }))).toEqual([]);
    expect(toHost(cancelled('offer_withdrawn', host))).toEqual([]);
    expect(cancelled('host', host).every(({ by }) => by === host)).toBe(true);
  });

  it('hears that it has another time', () => {
    expect(toHost(moved('booker', ada))).toMatchObject([
      { kind: 'hosted_booking_moved', actor: ada, occurrence: '99', title: 'Booking moved' },
    ]);
    expect(toHost(moved('booker', ada))[0]!.message).toMatch(/1 January 2030.*It was .*31 December 2029/);
    expect([...toHost(moved('host', host)), ...toHost(moved('offer_moved', admin))]).toEqual([]);
  });

  it('hears of nobody’s joining a gathering twice', () =>
    expect(
      toHost(bookingConfirmed(published({ ...booking, offer: { ...offer, joinOnly: true } }))).map(
        ({ kind }) => kind,
      ),
    ).toEqual(['event_joined']));
});

it('who moves a slot’s booking has its entry moved, by mail alone', () => {
  const [mine] = moved('booker', ada);
  expect(mine).toMatchObject({ to: { people: [ada] }, mailOnly: true, mail: { lines: [] } });
  expect(mine!.mail!.calendar).toEqual({ method: 'REQUEST', summary: 'Cat 1', bookingId: 17, sequence: 0 });
  expect(mine).not.toHaveProperty('by');
});
