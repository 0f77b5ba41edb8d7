import { DomainError } from '../shared/errors.js';

/** 409: what this payment is for has been paid. */
export class AlreadyPaid extends DomainError {
  readonly code = 'ALREADY_PAID';
  readonly kind = 'conflict';

  constructor() {
    super('This booking has been paid already.');
  }
}

/** 409: a payment of this booking is under way at its provider; `details` says which. */
export class PaymentPending extends DomainError {
  readonly code = 'PAYMENT_PENDING';
  readonly kind = 'conflict';

  constructor(paymentId?: number) {
    super('A payment of this booking is under way already.');
    if (paymentId !== undefined) this.details = { payment: paymentId };
  }
}

/** 409: a booking that is cancelled, expired or over takes no payment. */
export class BookingNotPayable extends DomainError {
  readonly code = 'BOOKING_NOT_PAYABLE';
  readonly kind = 'conflict';

  constructor(status: string) {
    super(`This booking is ${status} and cannot be paid.`);
    this.details = { status };
  }
}

/** 409: nothing is left to give back, or the booking's policy gives nothing any more. */
export class NothingToRefund extends DomainError {
  readonly code = 'NOTHING_TO_REFUND';
  readonly kind = 'conflict';

  constructor() {
    super('There is nothing to refund.');
  }
}

/** 409: an account that may not go below zero holds less than was asked for. */
export class InsufficientCredits extends DomainError {
  readonly code = 'INSUFFICIENT_CREDITS';
  readonly kind = 'conflict';

  constructor() {
    super('The balance does not cover this.');
  }
}

/** 404: the provider is unknown, or its keys are not configured. */
export class ProviderNotConfigured extends DomainError {
  readonly code = 'PROVIDER_NOT_CONFIGURED';
  readonly kind = 'not_found';

  constructor() {
    super('This payment provider is not configured.');
  }
}

/** 400: what says that it comes from the provider was not signed by it, or too long ago. */
export class InvalidSignature extends DomainError {
  readonly code = 'INVALID_SIGNATURE';
  readonly kind = 'invalid';

  constructor() {
    super('The signature does not fit the body.');
  }
}
