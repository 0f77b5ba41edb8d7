import { DomainError } from '../shared/errors.js';

export class AlreadyPaid extends DomainError {
  static override readonly code = 'ALREADY_PAID';
  static override readonly kind = 'conflict';
  static override readonly title = 'This booking has been paid already.';
}

/** 409; `details` says which payment it is. */
export class PaymentPending extends DomainError {
  static override readonly code = 'PAYMENT_PENDING';
  static override readonly kind = 'conflict';
  static override readonly title = 'A payment of this booking is under way already.';

  constructor(readonly paymentId: number) {
    super();
    this.details = { payment: paymentId };
  }
}

/** 409: the booking is cancelled, expired or over. */
export class BookingNotPayable extends DomainError {
  static override readonly code = 'BOOKING_NOT_PAYABLE';
  static override readonly kind = 'conflict';
  static override readonly title = 'This booking is … and cannot be paid.';

  constructor(status: string, what = status) {
    super(`This booking is ${what} and cannot be paid.`);
    this.details = { status };
  }
}

/** 409: all is refunded, or the booking's policy gives nothing any more. */
export class NothingToRefund extends DomainError {
  static override readonly code = 'NOTHING_TO_REFUND';
  static override readonly kind = 'conflict';
  static override readonly title = 'There is nothing to refund.';
}

export class InsufficientCredits extends DomainError {
  static override readonly code = 'INSUFFICIENT_CREDITS';
  static override readonly kind = 'conflict';
  static override readonly title = 'The balance does not cover this.';
}

/** 404: the provider is unknown, or lacks its keys. */
export class PaymentProviderNotConfigured extends DomainError {
  static override readonly code = 'PROVIDER_NOT_CONFIGURED';
  static override readonly kind = 'not_found';
  static override readonly title = 'This payment provider is not configured.';
}

/** 400: not signed by the provider, or too long ago. */
export class InvalidSignature extends DomainError {
  static override readonly code = 'INVALID_SIGNATURE';
  static override readonly kind = 'invalid';
  static override readonly title = 'The signature does not fit the body.';
}
