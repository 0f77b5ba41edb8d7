import type { BookingPayload, OfferPayload } from '../../booking/booking.events.js';
import { bookingConfirmed } from './booking-notifications.policy.js';
import { invoiceReady, paymentReceived } from './payment-notifications.policy.js';

const [ada, organizer] = [1, 2];
const times = { startsAt: '2030-01-01T09:00:00Z', endsAt: '2030-01-01T11:00:00Z' };
const offer: OfferPayload = {
  ...{ kind: 'event', refId: 7, title: 'Party', label: null, capacity: 10, taken: 1, organizerId: organizer },
  ...{ state: 'open', visibility: 'public', joinOnly: false, calendarChanges: 0, ...times },
  ...{ createdAt: times.startsAt, updatedAt: times.startsAt },
};
const booking: BookingPayload = {
  ...{ bookingId: 17, kind: 'ticket', status: 'confirmed', wasConfirmed: true, personId: ada, hostId: null },
  ...{ expiresAt: null, rescheduleCount: 0, sequence: 0 },
  ...{ refId: 7, quantity: 1, priceCents: 2999, paidCents: 2999, refundedCents: 0, currency: 'USD' },
  ...{ ...times, offer },
};
const payment = {
  ...{ paymentId: 4, bookingId: 17, personId: ada, amountCents: 2999, currency: 'USD', refundedCents: 0 },
  ...{ transactionId: 'EVH-1', eventId: 7, eventTitle: 'Party', applied: true },
  ...{ invoiceId: 11, invoiceNumber: '2030-000001', invoiceKind: 'invoice' as 'invoice' | 'credit_note' },
};
const published = <Payload extends object>(payload: Payload) => ({
  ...{ id: 99, name: 'x', payload, occurredAt: new Date(times.startsAt), requestId: null },
});
const confirmation = (more: Partial<BookingPayload> = {}) =>
  bookingConfirmed(published({ ...booking, ...more }))[0];
const saidIn = (more: Partial<typeof payment> = {}) =>
  invoiceReady(published({ ...payment, ...more }))[0]!.saidIn;
const [ticket, invoice] = [
  { name: 'ticket', id: 17 },
  { name: 'invoice', id: 17 },
];

describe('a purchase', () => {
  it('is confirmed with ticket and invoice, the organizer’s own too', () => {
    expect(confirmation()!.mail).toMatchObject({
      lines: ['We received your payment of 29.99 USD. Thank you.'],
      papers: [ticket, invoice],
    });
    expect(confirmation({ personId: organizer })!.mail!.papers).toEqual([ticket, invoice]);
  });

  it('of a slot is mailed too, with its invoice where it costs something', () => {
    const slot = { ...offer, kind: 'slot' as const, organizerId: null };
    const bought = confirmation({ kind: 'slot', offer: slot })!;
    expect([bought.silent, bought.mail!.papers]).toEqual([undefined, [invoice]]);
    const free = confirmation({ kind: 'slot', offer: slot, priceCents: 0 })!;
    expect([free.silent, free.mail!.papers]).toEqual([undefined, []]);
  });

  it('is none where nothing is to be paid', () => {
    expect(confirmation({ priceCents: 0 })!.mail).toMatchObject({ lines: [], papers: [] });
    expect(confirmation({ priceCents: 0, personId: organizer })).toBeUndefined();
  });

  it('has no other mail: what no booking counts, and what goes back, are mailed by themselves', () => {
    expect(paymentReceived(published(payment))[0]!.saidIn).toBe('booking_confirmation');
    expect(saidIn()).toBe('booking_confirmation');
    expect(saidIn({ applied: false })).toBeUndefined();
    expect(saidIn({ amountCents: 0 })).toBeUndefined();
    expect(saidIn({ invoiceKind: 'credit_note' })).toBeUndefined();
  });
});
