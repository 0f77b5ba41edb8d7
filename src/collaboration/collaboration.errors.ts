import { DomainError, Forbidden } from '../shared/errors.js';

/** 403: what only the creator of a gathering, the organizer of a ticketed event, or an admin may do. */
export class NotTheOrganizer extends Forbidden {
  override readonly code = 'NOT_THE_ORGANIZER';

  constructor() {
    super('Only the organizer of the event may do this.');
  }
}

/** 403: attendees make gatherings; events with tickets are for organizers. */
export class OrganizersOnly extends Forbidden {
  override readonly code = 'ORGANIZERS_ONLY';

  constructor() {
    super('Only organizers make ticketed events. Send `date` instead of `start_date` to make a gathering.');
  }
}

/** 409: it was cancelled or is over, so nothing of it changes any more. */
export class EventEnded extends DomainError {
  readonly code = 'EVENT_ENDED';
  readonly kind = 'conflict';

  constructor(status: 'cancelled' | 'completed') {
    super(status === 'cancelled' ? 'The event was cancelled.' : 'The event is over.');
    this.details = { status };
  }
}

/** 409: a ticketed event that ever had a booking stays on record; cancel it instead. */
export class EventHasBookings extends DomainError {
  readonly code = 'EVENT_HAS_BOOKINGS';
  readonly kind = 'conflict';

  constructor(message = 'This event has had bookings, so it cannot be deleted. Cancel it instead.') {
    super(message);
  }
}

/** 409: this is for gatherings; ticketed events are booked. */
export class GatheringsOnly extends DomainError {
  readonly code = 'GATHERINGS_ONLY';
  readonly kind = 'conflict';

  constructor() {
    super('Only gatherings are joined, left and invited to. Book a ticket for this event.');
  }
}

/** 400, as the clients of gatherings know it. */
export class AlreadyJoined extends DomainError {
  readonly code = 'ALREADY_JOINED';
  readonly kind = 'invalid';

  constructor() {
    super('You are already a participant of this event.');
  }
}

/** 400, as the clients of gatherings know it. */
export class EventFull extends DomainError {
  readonly code = 'EVENT_FULL';
  readonly kind = 'invalid';

  constructor() {
    super('The event is full.');
  }
}

/** 400, as the clients of gatherings know it. */
export class NotAParticipant extends DomainError {
  readonly code = 'NOT_A_PARTICIPANT';
  readonly kind = 'invalid';

  constructor() {
    super('You are not a participant of this event.');
  }
}

/** 403: the first participant stays as long as the gathering does. */
export class CreatorCannotLeave extends Forbidden {
  override readonly code = 'CREATOR_CANNOT_LEAVE';

  constructor() {
    super('Whoever made the event cannot leave it. Delete it instead.');
  }
}

/** 409: addresses without an account are invited up to a number, for the sake of those who get the mails. */
export class TooManyInvitations extends DomainError {
  readonly code = 'TOO_MANY_INVITATIONS';
  readonly kind = 'conflict';

  constructor(most: number) {
    super(`At most ${most} addresses can be invited to one event.`);
  }
}
