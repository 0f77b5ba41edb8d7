import { DomainError } from '../shared/errors.js';

export class CategoryInUse extends DomainError {
  readonly code = 'CATEGORY_IN_USE';
  readonly kind = 'conflict';

  constructor() {
    super('This category is in use: move or delete its time slots first.');
  }
}

/** Names are compared without regard to case, and so are the slugs made of them. */
export class DuplicateCategory extends DomainError {
  readonly code = 'DUPLICATE_CATEGORY';
  readonly kind = 'conflict';

  constructor() {
    super('There is a category with this name already, or with one too similar to it.');
  }
}

export class DuplicateSlot extends DomainError {
  readonly code = 'DUPLICATE_SLOT';
  readonly kind = 'conflict';

  constructor() {
    super('This category has a time slot with exactly this start and end already.');
  }
}
