import { Offer } from '../offers/offer.entity.js';
import { seatRefusal, type SeatFacts } from './seat-refusal.policy.js';

const at = (hour: number) => new Date(Date.UTC(2030, 0, 1, hour));
const event: Partial<Offer> = {
  kind: 'event',
  state: 'open',
  capacity: 10,
  taken: 8,
  maxPerBooking: 4,
  opensAt: at(1),
  closesAt: at(9),
  organizerId: 5,
};
const refused = (
  offer: Partial<Offer> | null,
  more: Partial<SeatFacts> & { quantity?: number; by?: number; now?: Date } = {},
) => {
  const { quantity = 1, by = 1, now = at(8), ...facts } = more;
  const known = { lapsedSeats: 0, ownBookingId: null, nextFree: [], ...facts };
  const whole = offer && Object.assign(new Offer(), event, offer);
  const asked = { offer: { kind: offer?.kind ?? ('event' as const) }, personId: by, quantity, now };
  return seatRefusal({ ...known, offer: whole }, asked)?.code ?? null;
};

describe('why seats are refused', () => {
  it.each([
    ['nothing there', null, {}, 'VALIDATION_ERROR'],
    ["another's draft", { state: 'draft' as const }, {}, 'VALIDATION_ERROR'],
    ['an own draft', { state: 'draft' as const }, { by: 5 }, 'BOOKING_CLOSED'],
    ['a cancelled event', { state: 'cancelled' as const }, {}, 'BOOKING_CLOSED'],
    ['a deleted slot', { kind: 'slot' as const, state: 'cancelled' as const }, {}, 'VALIDATION_ERROR'],
    ['too early', {}, { now: at(0) }, 'BOOKING_CLOSED'],
    ['at the deadline', {}, { now: at(9) }, 'BOOKING_CLOSED'],
    ['a past slot', { kind: 'slot' as const }, { now: at(9) }, 'SLOT_UNAVAILABLE'],
    ['booked already', {}, { ownBookingId: 3 }, 'ALREADY_BOOKED'],
    ['an own event', {}, { by: 5 }, 'OWN_OFFER'],
    ['too many at once', {}, { quantity: 5 }, 'VALIDATION_ERROR'],
    ['more than are left', {}, { quantity: 3 }, 'SOLD_OUT'],
    ['a taken slot', { kind: 'slot' as const, taken: 10 }, {}, 'SLOT_UNAVAILABLE'],
    ['nothing, when lapsed holds make room', {}, { quantity: 3, lapsedSeats: 1 }, null],
    ['nothing, without a limit', { capacity: null, taken: 9999 }, { quantity: 4 }, null],
  ])('%s', (_, offer, more, code) => expect(refused(offer, more)).toBe(code));
});
