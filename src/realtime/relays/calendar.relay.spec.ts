import { BookingCancelled, BookingConfirmed, type BookingPayload } from '../../booking/booking.events.js';
import { SlotCreated, SlotDeleted, type SlotSnapshot } from '../../scheduling/scheduling.events.js';
import type { FrameDraft } from '../feed/frame.entity.js';
import { CALENDAR_RELAYS } from './calendar.relay.js';

const occurredAt = new Date('2030-01-01T08:00:00Z');
const slot: SlotSnapshot = {
  id: 7,
  startsAt: '2030-01-01T09:00:00.000Z',
  endsAt: '2030-01-01T10:00:00.000Z',
  label: { id: 1, name: 'Cat 1', color: '#2563eb' },
  capacity: 2,
  taken: 1,
  createdAt: '2029-12-01T00:00:00.000Z',
  updatedAt: '2029-12-02T00:00:00.000Z',
};
const { id: refId, ...terms } = slot;
const booking: BookingPayload = {
  bookingId: 3,
  kind: 'slot',
  status: 'confirmed',
  wasConfirmed: true,
  expiresAt: null,
  rescheduleCount: 0,
  sequence: 0,
  personId: 42,
  hostId: null,
  refId,
  quantity: 1,
  priceCents: 0,
  paidCents: 0,
  refundedCents: 0,
  currency: 'USD',
  startsAt: slot.startsAt,
  endsAt: slot.endsAt,
  offer: {
    kind: 'slot',
    refId,
    title: 'Time slot',
    organizerId: null,
    joinOnly: false,
    calendarChanges: 0,
    state: 'open',
    visibility: 'public',
    ...terms,
    label: slot.label!,
  },
};

const framesOf = (name: string, payload: object, at = occurredAt) =>
  CALENDAR_RELAYS.find(({ event }) => event.name === name)!.frames({
    id: 1,
    name,
    payload,
    occurredAt: at,
    requestId: null,
  });

describe('relays of the calendar', () => {
  it('show a booked slot to everybody signed in, and nothing of who booked it', () => {
    const [frame, ...more] = framesOf(BookingConfirmed.name, booking);
    expect(more).toEqual([]);
    expect(frame).toEqual({
      feed: 'calendar',
      type: 'booking_created',
      audience: { kind: 'signedIn' },
      data: {
        time_slot: {
          id: 7,
          start_time: new Date(slot.startsAt),
          end_time: new Date(slot.endsAt),
          category: slot.label,
          capacity: 2,
          seats_available: 1,
          is_available: true,
          is_booked: false,
          created_at: new Date(slot.createdAt),
          updated_at: new Date(slot.updatedAt),
        },
      },
    });
  });

  it.each(['appointment', 'ticket', 'meeting'] as const)(
    'keep a booking of kind %s out of the calendar',
    (kind) => expect(framesOf(BookingConfirmed.name, { ...booking, kind })).toEqual([]),
  );

  it('show no slot as free that is being taken away', () => {
    const gone = { ...booking, offer: { ...booking.offer!, state: 'gone' as const } };
    const frames = framesOf(BookingCancelled.name, gone);
    expect(frames).toMatchObject([{ type: 'booking_cancelled', data: { time_slot: { is_available: false } } }]);
  });

  it('show a slot as it can be booked at that moment', () => {
    const isAvailable = ([frame]: FrameDraft[]) => (frame!.data as { is_available: boolean }).is_available;
    const shown = (change: object, at?: Date) =>
      isAvailable(framesOf(SlotCreated.name, { ...slot, ...change }, at));
    expect(shown({})).toBe(true);
    expect(shown({ taken: 2 })).toBe(false);
    expect(shown({}, new Date(slot.startsAt))).toBe(false);
    expect(isAvailable(framesOf(SlotDeleted.name, slot))).toBe(false);
  });
});
