import { Offer } from '../model/offer.entity.js';
import { OfferProfile } from '../model/offer-profile.rules.js';
import { seatRefusal, type SeatSnapshot } from './seat-refusal.policy.js';

const at = (hour: number) => new Date(Date.UTC(2030, 0, 1, hour));
class Seats extends OfferProfile {
  readonly bookingKind = 'ticket';
  readonly offerKind = 'event';
  readonly field = 'event';
  readonly noun = 'event';
}

const event: Partial<Offer> = {
  state: 'open',
  capacity: 10,
  taken: 8,
  maxPerBooking: 4,
  opensAt: at(1),
  closesAt: at(9),
  organizerId: 5,
  visibility: 'public',
  joinOnly: false,
  waiting: 0,
  priceCents: 0,
};
const refused = (
  offer: Partial<Offer> | null,
  more: Partial<SeatSnapshot> & {
    quantity?: number;
    by?: number;
    now?: Date;
    seesDrafts?: boolean;
    visibility?: 'public';
  } = {},
) => {
  const { quantity = 1, by = 1, now = at(8), seesDrafts, visibility, ...facts } = more;
  const known = { lapsedSeats: 0, ownBookingId: null, nextFree: [], unpaidHolds: 0, ...facts };
  const whole = offer && Object.assign(new Offer(), event, offer);
  const asked = {
    personId: by,
    quantity,
    refuseJoinOnly: true,
    seesDrafts,
    visibility,
    mostHolds: 5,
    now,
  };
  return seatRefusal({ ...known, offer: whole }, asked, new Seats())?.code ?? null;
};

describe('why seats are refused', () => {
  it.each([
    ['nothing there', null, {}, 'VALIDATION_ERROR'],
    ["another's draft", { state: 'draft' as const }, {}, 'VALIDATION_ERROR'],
    ['an own draft', { state: 'draft' as const }, { by: 5 }, 'BOOKING_CLOSED'],
    ["another's draft, by an admin", { state: 'draft' as const }, { seesDrafts: true }, 'BOOKING_CLOSED'],
    ['a gathering', { joinOnly: true }, {}, 'JOIN_ONLY'],
    ["another's circle", { joinOnly: true, visibility: 'invited' as const }, {}, 'VALIDATION_ERROR'],
    ['the own circle', { joinOnly: true, visibility: 'invited' as const }, { ownBookingId: 3 }, 'JOIN_ONLY'],
    [
      'what closed to others',
      { visibility: 'invited' as const },
      { visibility: 'public' as const },
      'VALIDATION_ERROR',
    ],
    ['a cancelled event', { state: 'cancelled' as const }, {}, 'BOOKING_CLOSED'],
    ['a deleted event', { state: 'gone' as const }, {}, 'VALIDATION_ERROR'],
    [
      'an own event that is deleted',
      { state: 'gone' as const },
      { by: 5, seesDrafts: true },
      'VALIDATION_ERROR',
    ],
    ['too early', {}, { now: at(0) }, 'BOOKING_CLOSED'],
    ['at the deadline', {}, { now: at(9) }, 'BOOKING_CLOSED'],
    ['booked already', {}, { ownBookingId: 3 }, 'ALREADY_BOOKED'],
    ['nothing, from its organizer', {}, { by: 5 }, null],
    ['too many at once', {}, { quantity: 5 }, 'VALIDATION_ERROR'],
    ['more than are left', {}, { quantity: 3 }, 'SOLD_OUT'],
    ['more than there are at all', { maxPerBooking: 99 }, { quantity: 11 }, 'SOLD_OUT'],
    ['one more unpaid hold', { priceCents: 1 }, { unpaidHolds: 4 }, null],
    ['one too many', { priceCents: 1 }, { unpaidHolds: 5 }, 'TOO_MANY_HOLDS'],
    ['nothing that is free', { priceCents: 0 }, { unpaidHolds: 5 }, null],
    ['what others wait for', { waiting: 1 }, {}, 'RESERVED_FOR_WAITLIST'],
    ['what is full, and waited for', { waiting: 1, taken: 10 }, {}, 'SOLD_OUT'],
    ['nothing, when lapsed holds make room', {}, { quantity: 3, lapsedSeats: 1 }, null],
    ['nothing, without a limit', { capacity: null, taken: 9999 }, { quantity: 4 }, null],
  ])('%s', (_, offer, more, code) => expect(refused(offer, more)).toBe(code));
});
