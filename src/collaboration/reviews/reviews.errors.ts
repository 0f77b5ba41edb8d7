import { DomainError, Forbidden } from '../../shared/errors.js';

export class AlreadyReviewed extends DomainError {
  readonly code = 'ALREADY_REVIEWED';
  readonly kind = 'conflict';

  constructor() {
    super('You have reviewed this event already.');
  }
}

/** 409: published ticketed events are reviewed; drafts, cancelled ones and gatherings are not. */
export class NotReviewable extends DomainError {
  readonly code = 'NOT_REVIEWABLE';
  readonly kind = 'conflict';

  constructor() {
    super('Only published ticketed events can be reviewed.');
  }
}

export class OwnEventReviewed extends Forbidden {
  override readonly code = 'OWN_EVENT';

  constructor() {
    super('You cannot review an event of your own.');
  }
}

export class OwnReviewMarked extends Forbidden {
  override readonly code = 'OWN_REVIEW';

  constructor() {
    super('You cannot mark a review of your own.');
  }
}
