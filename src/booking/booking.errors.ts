import { DomainError, Forbidden } from '../shared/errors.js';
import { decimalFrom } from '../shared/money.js';

/** `time_slot` where it is a slot's. */
export interface FreeStart {
  time_slot?: number;
  start_time: string;
}

/** 409: the slot is taken or past, or somebody is busy; `details.next_free` names up to three starts. */
export class SlotUnavailable extends DomainError {
  static override readonly code = 'SLOT_UNAVAILABLE';
  static override readonly kind = 'conflict';
  static override readonly title = 'The selected time slot has been booked by another user.';

  constructor(nextFree: FreeStart[] = [], message?: string) {
    super(message);
    this.details = { next_free: nextFree };
  }
}

export class AlreadyBooked extends DomainError {
  static override readonly code = 'ALREADY_BOOKED';
  static override readonly kind = 'conflict';
  static override readonly title = 'You have booked this already.';

  constructor(bookingId?: number) {
    super();
    if (bookingId !== undefined) this.details = { booking: bookingId };
  }
}

export class SoldOut extends DomainError {
  static override readonly code = 'SOLD_OUT';
  static override readonly kind = 'conflict';
  static override readonly title = 'Only … seats are left.';

  constructor(seatsAvailable: number) {
    super(seatsAvailable === 0 ? 'No seats are left.' : `Only ${seatsAvailable} seats are left.`);
    this.details = { seats_available: seatsAvailable };
  }
}

export class BookingClosed extends DomainError {
  static override readonly code = 'BOOKING_CLOSED';
  static override readonly kind = 'conflict';
  static override readonly title = 'Bookings are not taken any more.';
}

/** 409: the state has no such transition; `details` says which ones it has. */
export class InvalidTransition extends DomainError {
  static override readonly code = 'INVALID_TRANSITION';
  static override readonly kind = 'conflict';
  static override readonly title = 'A booking that is … cannot become ….';

  constructor(from: string, to: string, allowed: readonly string[], subject = 'booking') {
    super(`A ${subject} that is ${from} cannot become ${to}.`);
    this.details = { from, to, allowed };
  }
}

/** 409: inside the notice that was agreed on, its booker can neither cancel nor move it. */
export class TooLate extends DomainError {
  static override readonly code = 'TOO_LATE';
  static override readonly kind = 'conflict';
  static override readonly title = 'It is too late to change this booking.';
}

export class PaymentRequired extends DomainError {
  static override readonly code = 'PAYMENT_REQUIRED';
  static override readonly kind = 'conflict';
  static override readonly title = 'This booking has to be paid before it can be confirmed.';

  constructor(dueCents: number, currency: string) {
    super();
    this.details = { amount_due: decimalFrom(dueCents), currency };
  }
}

export class SeatsAvailable extends DomainError {
  static override readonly code = 'SEATS_AVAILABLE';
  static override readonly kind = 'conflict';
  static override readonly title = 'There are seats: book them.';
}

export class AlreadyWaiting extends DomainError {
  static override readonly code = 'ALREADY_WAITING';
  static override readonly kind = 'conflict';
  static override readonly title = 'You are on this waitlist already.';
}

export class RefundAbovePayment extends DomainError {
  static override readonly code = 'REFUND_ABOVE_PAYMENT';
  static override readonly kind = 'conflict';
  static override readonly title = 'More than was paid cannot be given back.';
}

export class JoinOnly extends DomainError {
  static override readonly code = 'JOIN_ONLY';
  static override readonly kind = 'conflict';
  static override readonly title = 'This is a gathering: join or leave it instead.';
}

/** 409: seats are free, and those who wait come first. */
export class ReservedForWaitlist extends DomainError {
  static override readonly code = 'RESERVED_FOR_WAITLIST';
  static override readonly kind = 'conflict';
  static override readonly title = 'The free seats are kept for those on the waitlist.';
}

/** 409: so many bookings wait for their money already; `details.most` says how many may. */
export class TooManyHolds extends DomainError {
  static override readonly code = 'TOO_MANY_HOLDS';
  static override readonly kind = 'conflict';
  static override readonly title = 'You hold … unpaid bookings: pay or cancel one of them first.';

  constructor(most: number) {
    super(`You hold ${most} unpaid bookings: pay or cancel one of them first.`);
    this.details = { most };
  }
}

export class CapacityBelowSeats extends DomainError {
  static override readonly code = 'CAPACITY_BELOW_SEATS';
  static override readonly kind = 'conflict';
  static override readonly title = '… seats are booked already.';

  constructor(taken: number) {
    super(`${taken} seats are booked already.`);
    this.details = { taken };
  }
}

export class SeatRequired extends Forbidden {
  static override readonly code = 'SEAT_REQUIRED';
  static override readonly title = 'Only participants may do this.';
}

/** 409: what was booked has no tickets and no check-in: a slot, a gathering, somebody's time. */
export class NoTicket extends DomainError {
  static override readonly code = 'NO_TICKET';
  static override readonly kind = 'conflict';
  static override readonly title = 'There are tickets and check-in for ticketed events only.';
}

/** 409: only confirmed bookings let anybody in; `details.status` says what it is instead. */
export class BookingNotConfirmed extends DomainError {
  static override readonly code = 'BOOKING_NOT_CONFIRMED';
  static override readonly kind = 'conflict';
  static override readonly title = 'This booking is ….';

  constructor(status: string) {
    super(`This booking is ${status.replace('_', ' ')}.`);
    this.details = { status };
  }
}

/** 409: somebody came with this booking before; `details.checked_in_at` says when. */
export class AlreadyCheckedIn extends DomainError {
  static override readonly code = 'ALREADY_CHECKED_IN';
  static override readonly kind = 'conflict';
  static override readonly title = 'This booking is checked in already.';

  constructor(checkedInAt: Date) {
    super();
    this.details = { checked_in_at: checkedInAt };
  }
}

/** 409: nobody is checked in so long before the start or after the end. */
export class CheckInClosed extends DomainError {
  static override readonly code = 'CHECK_IN_CLOSED';
  static override readonly kind = 'conflict';
  static override readonly title =
    'Check-in is open from 24 hours before the start until 24 hours after the end.';

  constructor(opensAt: Date, closesAt: Date) {
    super();
    this.details = { opens_at: opensAt, closes_at: closesAt };
  }
}
