import { DomainError, type FieldErrors } from '../shared/errors.js';

export class CategoryInUse extends DomainError {
  static override readonly code = 'CATEGORY_IN_USE';
  static override readonly kind = 'conflict';
  static override readonly title =
    'This category is in use: move or delete its time slots first; meetings keep theirs.';
}

/** Names are compared by `nameKey`, and slugs are made of it. */
export class DuplicateCategory extends DomainError {
  static override readonly code = 'DUPLICATE_CATEGORY';
  static override readonly kind = 'conflict';
  static override readonly title = 'There is a category with this name already, or with one too similar to it.';
}

export class DuplicateSlot extends DomainError {
  static override readonly code = 'DUPLICATE_SLOT';
  static override readonly kind = 'conflict';
  static override readonly title = 'This category has a time slot with exactly this start and end already.';
}

export class DuplicateAvailability extends DomainError {
  static override readonly code = 'DUPLICATE_AVAILABILITY';
  static override readonly kind = 'conflict';
  static override readonly title = 'You have said exactly this already.';
}

export class DateOpenOrClosed extends DomainError {
  static override readonly code = 'DATE_OPEN_OR_CLOSED';
  static override readonly kind = 'conflict';
  static override readonly title = 'A date is either closed or has times: delete the other override first.';
}

export class TooMuchAvailability extends DomainError {
  static override readonly code = 'TOO_MUCH_AVAILABILITY';
  static override readonly kind = 'conflict';
  static override readonly title = 'There are too many of these: delete some first.';
}

/** 409: one of the two has something else then. */
export class TimeConflict extends DomainError {
  static override readonly code = 'TIME_CONFLICT';
  static override readonly kind = 'conflict';
  static override readonly title = 'One of you is busy at that time.';
}

/** 409: the expert has said when to be met, and it is not then. */
export class OutsideAvailability extends DomainError {
  static override readonly code = 'OUTSIDE_AVAILABILITY';
  static override readonly kind = 'conflict';
  static override readonly title = 'The expert cannot be met at that time.';
}

/** Another of one's own is at this address. */
export class EventTypeSlugTaken extends DomainError {
  static override readonly code = 'SLUG_TAKEN';
  static override readonly kind = 'conflict';
  static override readonly title = 'This slug is in use already.';
  override fieldErrors: FieldErrors = { slug: ['This slug is in use already.'] };
}

export class TooManyEventTypes extends DomainError {
  static override readonly code = 'TOO_MANY_EVENT_TYPES';
  static override readonly kind = 'conflict';
  static override readonly title = 'Two hundred event types are enough: delete some first.';
}

export class TooManyFormerTypeSlugs extends DomainError {
  static override readonly code = 'TOO_MANY_FORMER_SLUGS';
  static override readonly kind = 'conflict';
  static override readonly title = 'Too many former slugs are kept for you: take one of them, or wait.';
  override fieldErrors: FieldErrors = { slug: [TooManyFormerTypeSlugs.title] };
}

export class DuplicateSkill extends DomainError {
  static override readonly code = 'DUPLICATE_SKILL';
  static override readonly kind = 'conflict';
  static override readonly title = 'You have this skill in this category already.';
}

export class TooManySkills extends DomainError {
  static override readonly code = 'TOO_MANY_SKILLS';
  static override readonly kind = 'conflict';
  static override readonly title = 'A hundred skills are enough: delete some first.';
}

export class AttendeesFixed extends DomainError {
  static override readonly code = 'ATTENDEES_FIXED';
  static override readonly kind = 'conflict';
  static override readonly title = 'The number of people of this appointment stays.';
}

export class AlreadyAttending extends DomainError {
  static override readonly code = 'ALREADY_ATTENDING';
  static override readonly kind = 'conflict';
  static override readonly title = 'Somebody with this address comes along already.';
}
