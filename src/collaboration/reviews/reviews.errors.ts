import { DomainError, Forbidden } from '../../shared/errors.js';

export class AlreadyReviewed extends DomainError {
  static override readonly code = 'ALREADY_REVIEWED';
  static override readonly kind = 'conflict';
  static override readonly title = 'You have reviewed this already.';
}

/** 409: of events published ticketed ones from their start on, of meetings those that took place. */
export class NotReviewable extends DomainError {
  static override readonly code = 'NOT_REVIEWABLE';
  static override readonly kind = 'conflict';
  static override readonly title =
    'Only meetings that took place, and published ticketed events that have started, can be reviewed.';
}

export class OwnEventReviewed extends Forbidden {
  static override readonly code = 'OWN_EVENT';
  static override readonly title = 'You cannot review an event of your own.';
}

export class OwnReviewMarked extends Forbidden {
  static override readonly code = 'OWN_REVIEW';
  static override readonly title = 'You cannot mark a review of your own.';
}
