import { DomainError, Throttled } from '../../shared/errors.js';

export class NotADraft extends DomainError {
  static override readonly code = 'NOT_A_DRAFT';
  static override readonly kind = 'conflict';
  static override readonly title = 'Only a draft can be published.';

  constructor(status = 'published') {
    super();
    this.details = { status };
  }
}

export class EventIsDraft extends DomainError {
  static override readonly code = 'EVENT_NOT_PUBLISHED';
  static override readonly kind = 'conflict';
  static override readonly title = 'This event is not published yet.';
}

export class TooManyAnnouncements extends Throttled {
  static override readonly code = 'TOO_MANY_ANNOUNCEMENTS';
  static override readonly title = 'An event can be announced a few times an hour. Please try again later.';
}
