import { DomainError } from '../shared/errors.js';

export class TooManyWorkflows extends DomainError {
  static override readonly code = 'TOO_MANY_WORKFLOWS';
  static override readonly kind = 'conflict';
  static override readonly title = 'You have as many workflows as one person can have: delete one first.';
}
