import { Booking } from '../model/booking.entity.js';
import { Offer } from '../model/offer.entity.js';
import { checkInRefusal, ticketRefusal } from './check-in.policy.js';

const HOUR_MS = 3_600_000;
const start = new Date('2030-01-07T10:00:00Z');
const end = new Date('2030-01-07T12:00:00Z');
const after = (instant: Date, hours: number, milliseconds = 0) =>
  new Date(instant.getTime() + hours * HOUR_MS + milliseconds);
const booking = (fields: Partial<Booking> = {}) =>
  Object.assign(
    new Booking(),
    { status: 'confirmed', startsAt: start, endsAt: end, graceMinutes: 0, checkedInAt: null },
    fields,
  );
const offer = (fields: Partial<Offer> = {}) => Object.assign(new Offer(), { joinOnly: false }, fields);
const sold = { hasTickets: true };
const codeAt = (now: Date, one = booking(), of: Offer | null = offer(), profile = sold) =>
  checkInRefusal({ booking: one, offer: of }, profile, now)?.code ?? null;

describe('the door', () => {
  it('is open from a day before the start until a day after the end, not at that very instant any more', () => {
    expect(codeAt(after(start, -24, -1))).toBe('CHECK_IN_CLOSED');
    expect([after(start, -24), start, end, after(end, 24, -1)].map((now) => codeAt(now))).toEqual(
      Array(4).fill(null),
    );
    expect(codeAt(after(end, 24))).toBe('CHECK_IN_CLOSED');
  });

  it('lets in who is confirmed, once', () => {
    const codes = (['pending', 'cancelled', 'expired', 'no_show'] as const).map((status) =>
      codeAt(start, booking({ status, expiresAt: after(end, 1) })),
    );
    expect(codes).toEqual(Array(4).fill('BOOKING_NOT_CONFIRMED'));
    expect(codeAt(end, booking({ status: 'completed' }))).toBeNull();
    expect(codeAt(end, booking({ checkedInAt: start }))).toBe('ALREADY_CHECKED_IN');
  });

  it('is one of what has tickets', () => {
    expect(codeAt(start, booking(), null)).toBe('NO_TICKET');
    expect(codeAt(start, booking(), offer(), { hasTickets: false })).toBe('NO_TICKET');
    expect(codeAt(start, booking(), offer({ joinOnly: true }))).toBe('NO_TICKET');
  });
});

describe('a ticket', () => {
  it('is there long before and long after', () => {
    expect(ticketRefusal({ booking: booking(), offer: offer() }, sold, after(start, -1000))).toBeNull();
    const used = { booking: booking({ checkedInAt: start }), offer: offer() };
    expect(ticketRefusal(used, sold, after(end, 1000))).toBeNull();
  });
});
