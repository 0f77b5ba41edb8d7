import { DomainError, Forbidden, Throttled } from '../shared/errors.js';

/** 403: what only the creator of a gathering, the organizer of a ticketed event, or an admin may do. */
export class NotTheOrganizer extends Forbidden {
  static override readonly code = 'NOT_THE_ORGANIZER';
  static override readonly title = 'Only the organizer of the event may do this.';
}

/** 403: attendees make gatherings; events with tickets are for organizers. */
export class OrganizersOnly extends Forbidden {
  static override readonly code = 'ORGANIZERS_ONLY';
  static override readonly title =
    'Only organizers make and sell ticketed events. Send `date` instead of `start_date` to make a gathering.';
}

/** 409: it was cancelled or is over, so nothing of it changes any more. */
export class EventEnded extends DomainError {
  static override readonly code = 'EVENT_ENDED';
  static override readonly kind = 'conflict';
  static override readonly title = 'The event is over.';

  constructor(status: 'cancelled' | 'completed') {
    super(status === 'cancelled' ? 'The event was cancelled.' : 'The event is over.');
    this.details = { status };
  }
}

/** 409: a ticketed event that ever had a booking stays on record; cancel it instead. */
export class EventHasBookings extends DomainError {
  static override readonly code = 'EVENT_HAS_BOOKINGS';
  static override readonly kind = 'conflict';
  static override readonly title = 'This event has had bookings, so it cannot be deleted. Cancel it instead.';
}

/** 409: this is for gatherings; ticketed events are booked. */
export class GatheringsOnly extends DomainError {
  static override readonly code = 'GATHERINGS_ONLY';
  static override readonly kind = 'conflict';
  static override readonly title =
    'Only gatherings are joined, left and invited to. Book a ticket for this event.';
}

/** 400, as the clients of gatherings know it. */
export class AlreadyJoined extends DomainError {
  static override readonly code = 'ALREADY_JOINED';
  static override readonly kind = 'invalid';
  static override readonly title = 'You are already a participant of this event.';
}

/** 400, as the clients of gatherings know it. */
export class EventFull extends DomainError {
  static override readonly code = 'EVENT_FULL';
  static override readonly kind = 'invalid';
  static override readonly title = 'The event is full.';
}

/** 400, as the clients of gatherings know it. */
export class NotAParticipant extends DomainError {
  static override readonly code = 'NOT_A_PARTICIPANT';
  static override readonly kind = 'invalid';
  static override readonly title = 'You are not a participant of this event.';
}

/** 403: the first participant stays as long as the gathering does. */
export class CreatorCannotLeave extends Forbidden {
  static override readonly code = 'CREATOR_CANNOT_LEAVE';
  static override readonly title = 'Whoever made the event cannot leave it. Delete it instead.';
}

/** 409: addresses without an account are invited up to a number, for the sake of those who get the mails. */
export class TooManyInvitations extends DomainError {
  static override readonly code = 'TOO_MANY_INVITATIONS';
  static override readonly kind = 'conflict';
  static override readonly title = 'At most … addresses can be invited to one event.';

  constructor(most: number) {
    super(`At most ${most} addresses can be invited to one event.`);
  }
}

/** 429: by whatever addresses, so that it says of none whether it has an account. */
export class TooManyStrangers extends Throttled {
  static override readonly code = 'TOO_MANY_STRANGERS';
  static override readonly title =
    'So many addresses cannot be written to in a day. Invite members by their ids.';
}
