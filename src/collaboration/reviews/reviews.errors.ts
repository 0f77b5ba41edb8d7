import { DomainError, Forbidden } from '../../shared/errors.js';

export class AlreadyReviewed extends DomainError {
  static override readonly code = 'ALREADY_REVIEWED';
  static override readonly kind = 'conflict';
  static override readonly title = 'You have reviewed this event already.';
}

/** 409: published ticketed events are reviewed from their start on; cancelled ones and gatherings are not. */
export class NotReviewable extends DomainError {
  static override readonly code = 'NOT_REVIEWABLE';
  static override readonly kind = 'conflict';
  static override readonly title = 'Only published ticketed events that have started can be reviewed.';
}

export class OwnEventReviewed extends Forbidden {
  static override readonly code = 'OWN_EVENT';
  static override readonly title = 'You cannot review an event of your own.';
}

export class OwnReviewMarked extends Forbidden {
  static override readonly code = 'OWN_REVIEW';
  static override readonly title = 'You cannot mark a review of your own.';
}
