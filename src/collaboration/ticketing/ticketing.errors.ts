import { DomainError, Throttled, type ExhaustedLimit } from '../../shared/errors.js';

export class NotADraft extends DomainError {
  readonly code = 'NOT_A_DRAFT';
  readonly kind = 'conflict';

  constructor(status = 'published') {
    super('Only a draft can be published.');
    this.details = { status };
  }
}

export class EventIsDraft extends DomainError {
  readonly code = 'EVENT_NOT_PUBLISHED';
  readonly kind = 'conflict';

  constructor() {
    super('This event is not published yet.');
  }
}

export class TooManyAnnouncements extends Throttled {
  readonly code = 'TOO_MANY_ANNOUNCEMENTS';

  constructor(used: ExhaustedLimit) {
    super('An event can be announced a few times an hour. Please try again later.', used);
  }
}
