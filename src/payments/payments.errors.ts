import { DomainError } from '../shared/errors.js';

export class AlreadyPaid extends DomainError {
  readonly code = 'ALREADY_PAID';
  readonly kind = 'conflict';

  constructor() {
    super('This booking has been paid already.');
  }
}

/** 409; `details` says which payment it is. */
export class PaymentPending extends DomainError {
  readonly code = 'PAYMENT_PENDING';
  readonly kind = 'conflict';

  constructor(paymentId: number) {
    super('A payment of this booking is under way already.');
    this.details = { payment: paymentId };
  }
}

/** 409: the booking is cancelled, expired or over. */
export class BookingNotPayable extends DomainError {
  readonly code = 'BOOKING_NOT_PAYABLE';
  readonly kind = 'conflict';

  constructor(status: string) {
    super(`This booking is ${status} and cannot be paid.`);
    this.details = { status };
  }
}

/** 409: all is refunded, or the booking's policy gives nothing any more. */
export class NothingToRefund extends DomainError {
  readonly code = 'NOTHING_TO_REFUND';
  readonly kind = 'conflict';

  constructor() {
    super('There is nothing to refund.');
  }
}

export class InsufficientCredits extends DomainError {
  readonly code = 'INSUFFICIENT_CREDITS';
  readonly kind = 'conflict';

  constructor() {
    super('The balance does not cover this.');
  }
}

/** 404: the provider is unknown, or lacks its keys. */
export class PaymentProviderNotConfigured extends DomainError {
  readonly code = 'PROVIDER_NOT_CONFIGURED';
  readonly kind = 'not_found';

  constructor() {
    super('This payment provider is not configured.');
  }
}

/** 400: not signed by the provider, or too long ago. */
export class InvalidSignature extends DomainError {
  readonly code = 'INVALID_SIGNATURE';
  readonly kind = 'invalid';

  constructor() {
    super('The signature does not fit the body.');
  }
}
