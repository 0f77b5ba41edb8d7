import { DomainError, Forbidden } from '../shared/errors.js';
import { decimalFrom } from '../shared/money.js';

/** `time_slot` where it is a slot's. */
export interface FreeStart {
  time_slot?: number;
  start_time: string;
}

/** 409: the slot is taken or past, or somebody is busy; `details.next_free` names up to three starts. */
export class SlotUnavailable extends DomainError {
  readonly code = 'SLOT_UNAVAILABLE';
  readonly kind = 'conflict';

  constructor(nextFree: FreeStart[] = [], message = 'The selected time slot has been booked by another user.') {
    super(message);
    this.details = { next_free: nextFree };
  }
}

/** 409: one live booking per person and offer. */
export class AlreadyBooked extends DomainError {
  readonly code = 'ALREADY_BOOKED';
  readonly kind = 'conflict';

  constructor(bookingId?: number) {
    super('You have booked this already.');
    if (bookingId !== undefined) this.details = { booking: bookingId };
  }
}

export class SoldOut extends DomainError {
  readonly code = 'SOLD_OUT';
  readonly kind = 'conflict';

  constructor(seatsAvailable: number) {
    super(seatsAvailable === 0 ? 'No seats are left.' : `Only ${seatsAvailable} seats are left.`);
    this.details = { seats_available: seatsAvailable };
  }
}

/** 409: bookings are not taken yet, or not any more. */
export class BookingClosed extends DomainError {
  readonly code = 'BOOKING_CLOSED';
  readonly kind = 'conflict';

  constructor(message = 'Bookings are not taken any more.') {
    super(message);
  }
}

/** 409: the state has no such transition; `details` says which ones it has. */
export class InvalidTransition extends DomainError {
  readonly code = 'INVALID_TRANSITION';
  readonly kind = 'conflict';

  constructor(from: string, to: string, allowed: readonly string[], subject = 'booking') {
    super(`A ${subject} that is ${from} cannot become ${to}.`);
    this.details = { from, to, allowed };
  }
}

/** 409: inside the notice that was agreed on, its booker can neither cancel nor move it. */
export class TooLate extends DomainError {
  readonly code = 'TOO_LATE';
  readonly kind = 'conflict';

  constructor() {
    super('It is too late to change this booking.');
  }
}

export class PaymentRequired extends DomainError {
  readonly code = 'PAYMENT_REQUIRED';
  readonly kind = 'conflict';

  constructor(dueCents: number, currency: string) {
    super('This booking has to be paid before it can be confirmed.');
    this.details = { amount_due: decimalFrom(dueCents), currency };
  }
}

/** 409: whoever can book at once need not wait. */
export class SeatsAvailable extends DomainError {
  readonly code = 'SEATS_AVAILABLE';
  readonly kind = 'conflict';

  constructor() {
    super('There are seats: book them.');
  }
}

/** 409: one live entry per person and offer. */
export class AlreadyWaiting extends DomainError {
  readonly code = 'ALREADY_WAITING';
  readonly kind = 'conflict';

  constructor() {
    super('You are on this waitlist already.');
  }
}

export class RefundAbovePayment extends DomainError {
  readonly code = 'REFUND_ABOVE_PAYMENT';
  readonly kind = 'conflict';

  constructor() {
    super('More than was paid cannot be given back.');
  }
}

/** 409: a gathering is joined and left, not booked. */
export class JoinOnly extends DomainError {
  readonly code = 'JOIN_ONLY';
  readonly kind = 'conflict';

  constructor() {
    super('This is a gathering: join or leave it instead.');
  }
}

/** 409: seats are free, and those who wait come first. */
export class ReservedForWaitlist extends DomainError {
  readonly code = 'RESERVED_FOR_WAITLIST';
  readonly kind = 'conflict';

  constructor() {
    super('The free seats are kept for those on the waitlist.');
  }
}

export class CapacityBelowSeats extends DomainError {
  readonly code = 'CAPACITY_BELOW_SEATS';
  readonly kind = 'conflict';

  constructor(taken: number) {
    super(`${taken} seats are booked already.`);
    this.details = { taken };
  }
}

export class SeatRequired extends Forbidden {
  override readonly code = 'SEAT_REQUIRED';

  constructor() {
    super('Only participants may do this.');
  }
}

/** 409: what was booked has no tickets and no check-in: a slot, a gathering, somebody's time. */
export class NoTicket extends DomainError {
  readonly code = 'NO_TICKET';
  readonly kind = 'conflict';

  constructor() {
    super('There are tickets and check-in for ticketed events only.');
  }
}

/** 409: only confirmed bookings let anybody in; `details.status` says what it is instead. */
export class BookingNotConfirmed extends DomainError {
  readonly code = 'BOOKING_NOT_CONFIRMED';
  readonly kind = 'conflict';

  constructor(status: string) {
    super(`This booking is ${status.replace('_', ' ')}.`);
    this.details = { status };
  }
}

/** 409: somebody came with this booking before; `details.checked_in_at` says when. */
export class AlreadyCheckedIn extends DomainError {
  readonly code = 'ALREADY_CHECKED_IN';
  readonly kind = 'conflict';

  constructor(checkedInAt: Date) {
    super('This booking is checked in already.');
    this.details = { checked_in_at: checkedInAt };
  }
}

/** 409: nobody is checked in so long before the start or after the end. */
export class CheckInClosed extends DomainError {
  readonly code = 'CHECK_IN_CLOSED';
  readonly kind = 'conflict';

  constructor(opensAt: Date, closesAt: Date) {
    super('Check-in is open from 24 hours before the start until 24 hours after the end.');
    this.details = { opens_at: opensAt, closes_at: closesAt };
  }
}
