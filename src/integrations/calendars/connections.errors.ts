import { DomainError } from '../../shared/errors.js';

export class CalendarConnected extends DomainError {
  static override readonly code = 'CALENDAR_CONNECTED';
  static override readonly kind = 'conflict';
  static override readonly title = 'You have connected this calendar already.';
}

export class TooManyConnections extends DomainError {
  static override readonly code = 'TOO_MANY_CALENDARS';
  static override readonly kind = 'conflict';
  static override readonly title =
    'You have as many connected calendars as one person can have: remove one first.';
}
