import { DomainError } from '../shared/errors.js';

export class TooManyWebhooks extends DomainError {
  static override readonly code = 'TOO_MANY_WEBHOOKS';
  static override readonly kind = 'conflict';
  static override readonly title = 'You have as many webhooks as one person can have: delete one first.';
}

/** 409: nothing is delivered to it. */
export class WebhookSwitchedOff extends DomainError {
  static override readonly code = 'WEBHOOK_SWITCHED_OFF';
  static override readonly kind = 'conflict';
  static override readonly title = 'This webhook is switched off: switch it on first.';
}

/** 409: it tells something itself, and is told nothing. */
export class WebhookIsIncoming extends DomainError {
  static override readonly code = 'WEBHOOK_IS_INCOMING';
  static override readonly kind = 'conflict';
  static override readonly title = 'Nothing is delivered to an incoming webhook.';
}

/** 401: not signed with the endpoint's secret over these bytes, or more than five minutes off. */
export class WebhookNotAuthentic extends DomainError {
  static override readonly code = 'WEBHOOK_NOT_AUTHENTIC';
  static override readonly kind = 'unauthenticated';
  static override readonly title =
    'The signature does not fit, or the timestamp is more than five minutes off.';
}

/** 404: nobody can connect calendars of this provider here. */
export class CalendarsNotConfigured extends DomainError {
  static override readonly code = 'PROVIDER_NOT_CONFIGURED';
  static override readonly kind = 'not_found';
  static override readonly title = 'Calendars of … are not configured here.';

  constructor(provider: string) {
    super(`Calendars of ${provider} are not configured here.`);
  }
}
