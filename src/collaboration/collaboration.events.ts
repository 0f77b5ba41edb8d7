import { defineEvent } from '../platform/events/event.js';

/**
 * Who could read an event when something happened in it: that is not everybody's because the event opens later.
 */
export interface Visibility {
  openTo: 'everyone' | 'invited' | 'organizer';
  organizerId: number;
}

/** An event as it was after the change. Instants are ISO 8601 in UTC, money in cents. */
export interface EventSnapshot extends Visibility {
  id: number;
  kind: 'gathering' | 'ticketed';
  title: string;
  description: string;
  category: string | null;
  location: string;
  isOnline: boolean;
  tags: string;
  /** Address of the cover image as clients get it. */
  coverImage: string | null;
  visibility: 'public' | 'invited';
  state: 'draft' | 'open' | 'cancelled';
  /** What the clock made of it at that moment. */
  status: 'draft' | 'upcoming' | 'published' | 'ongoing' | 'completed' | 'cancelled';
  startsAt: string;
  endsAt: string;
  registrationDeadline: string | null;
  capacity: number | null;
  /** Seats held or sold. */
  taken: number;
  priceCents: number;
  currency: string;
  createdAt: string;
  updatedAt: string;
}

/** Who did it; null is the clock. */
interface WithActor {
  actorId: number | null;
}

export interface EventChange extends WithActor {
  /** Names of the fields, as on the wire, that have another value now. */
  changed: string[];
  previous: { startsAt: string; endsAt: string; location: string };
}

/** A gathering is open; a ticketed event is a draft that only its organizer sees. */
export const EventCreated = defineEvent<EventSnapshot & WithActor>('collaboration.event_created');
export const EventChanged = defineEvent<EventSnapshot & EventChange>('collaboration.event_changed');
/** A ticketed event is open to everybody. */
export const EventPublished = defineEvent<EventSnapshot & WithActor>('collaboration.event_published');
/** Its bookings are cancelled by the same transaction. */
export const EventCancelled = defineEvent<EventSnapshot & WithActor & { reason: string | null }>(
  'collaboration.event_cancelled',
);
/** A gathering, cancelled before, or a draft, is gone. */
export const EventDeleted = defineEvent<EventSnapshot & WithActor>('collaboration.event_deleted');
export const EventStarted = defineEvent<EventSnapshot>('collaboration.event_started');
export const EventCompleted = defineEvent<EventSnapshot>('collaboration.event_completed');

/** Somebody may join; `personId` is null for an address without an account. */
export const PersonInvited = defineEvent<{
  event: EventSnapshot;
  invitedBy: number;
  personId: number | null;
  email: string | null;
}>('collaboration.person_invited');

/** The organizer's message to all who booked. */
export const EventAnnounced = defineEvent<{
  announcementId: number;
  event: EventSnapshot;
  actorId: number;
  subject: string;
  message: string;
}>('collaboration.event_announced');

/** The agenda of an event has another session, or one less, or one has changed. */
export const AgendaChanged = defineEvent<{ event: EventSnapshot; actorId: number }>(
  'collaboration.agenda_changed',
);

/** A task as it was after the change. */
export interface TaskSnapshot extends Visibility {
  id: number;
  eventId: number;
  eventTitle: string;
  title: string;
  description: string;
  status: 'pending' | 'in_progress' | 'completed';
  priority: string;
  dueAt: string | null;
  assigneeId: number | null;
  creatorId: number;
  completedAt: string | null;
  createdAt: string;
  updatedAt: string;
}

export const TaskCreated = defineEvent<TaskSnapshot & WithActor>('collaboration.task_created');
export const TaskChanged = defineEvent<TaskSnapshot & WithActor>('collaboration.task_changed');
/** Somebody else has it now, or for the first time somebody. */
export const TaskAssigned = defineEvent<TaskSnapshot & WithActor & { previousAssigneeId: number | null }>(
  'collaboration.task_assigned',
);
/** Nobody has it any more: it was taken back, or its assignee left the event. */
export const TaskUnassigned = defineEvent<
  TaskSnapshot & WithActor & { previousAssigneeId: number; cause: 'taken_back' | 'left' }
>('collaboration.task_unassigned');
export const TaskCompleted = defineEvent<TaskSnapshot & WithActor>('collaboration.task_completed');
export const TaskDeleted = defineEvent<TaskSnapshot & WithActor>('collaboration.task_deleted');
/** It is due in a day and not completed; once per due date. */
export const TaskDue = defineEvent<TaskSnapshot>('collaboration.task_due');

/** A vote as it was after the change. */
export interface VoteSnapshot extends Visibility {
  id: number;
  eventId: number;
  eventTitle: string;
  title: string;
  description: string;
  status: 'active' | 'ended';
  creatorId: number;
  multipleChoice: boolean;
  endsAt: string;
  options: { id: number; text: string }[];
  createdAt: string;
}

export type CountedVote = Omit<VoteSnapshot, 'options'> & {
  options: { id: number; text: string; ballots: number }[];
};

export interface VoteResults {
  totalVotes: number;
  results: { optionId: number; text: string; voteCount: number; percentage: number }[];
  /** The only maximum with at least one vote. */
  winner: { optionId: number; text: string } | null;
}

export const VoteCreated = defineEvent<VoteSnapshot>('collaboration.vote_created');
/** Says that somebody voted, and neither who nor for what. */
export const BallotCast = defineEvent<
  Visibility & {
    voteId: number;
    eventId: number;
    title: string;
    totalVotes: number;
    /** The results with it, unless they were published less than a second ago. */
    counted: CountedVote | null;
  }
>('collaboration.ballot_cast');
/** The results of ballots that were cast within a second, once it is over. */
export const VoteResultsChanged = defineEvent<VoteSnapshot & VoteResults>('collaboration.vote_results_changed');
/** Exactly once for each vote. */
export const VoteEnded = defineEvent<VoteSnapshot & VoteResults & WithActor>('collaboration.vote_ended');
/** Its end is published by this, unless `endWasTold`. */
export const VoteDeleted = defineEvent<VoteSnapshot & WithActor & { endWasTold: boolean }>(
  'collaboration.vote_deleted',
);

export const ReviewWritten = defineEvent<{
  reviewId: number;
  eventId: number;
  eventTitle: string;
  organizerId: number;
  personId: number;
  rating: number;
}>('collaboration.review_written');

export const CertificateIssued = defineEvent<{
  certificateId: number;
  certificateNumber: string;
  eventId: number;
  eventTitle: string;
  personId: number;
}>('collaboration.certificate_issued');
