import { DomainError } from '../../shared/errors.js';

/** 409: only a draft can be published. */
export class NotADraft extends DomainError {
  readonly code = 'NOT_A_DRAFT';
  readonly kind = 'conflict';

  constructor(status = 'published') {
    super('Only a draft can be published.');
    this.details = { status };
  }
}

/** 409: nobody has booked what is still a draft. */
export class EventIsDraft extends DomainError {
  readonly code = 'EVENT_NOT_PUBLISHED';
  readonly kind = 'conflict';

  constructor() {
    super('This event is not published yet.');
  }
}

/** 429: an event is announced a few times an hour at most. */
export class TooManyAnnouncements extends DomainError {
  readonly code = 'TOO_MANY_ANNOUNCEMENTS';
  readonly kind = 'throttled';

  constructor(limit = 5, resetAt: Date | null = null, retryAfterSeconds = 3600) {
    super(`An event can be announced ${limit} times an hour.`);
    this.retryAfterSeconds = retryAfterSeconds;
    this.details = { limit, window: 'hour', reset_at: resetAt };
  }
}
