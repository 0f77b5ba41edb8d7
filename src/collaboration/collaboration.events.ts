import { defineEvent } from '../platform/events/event.js';
import {
  decimal,
  flag,
  instant,
  integer,
  listOf,
  nullable,
  oneOf,
  record,
  text,
  type ValueOf,
} from '../platform/events/payload.js';

/**
 * Who could read an event when something happened in it: that is not everybody's because the event opens later.
 */
const VISIBILITY = {
  openTo: oneOf('everyone', 'invited', 'organizer'),
  organizerId: integer,
};
export type Visibility = ValueOf<typeof VISIBILITY>;

/** An event as it was after the change. Instants are ISO 8601 in UTC, money in cents. */
const EVENT_SNAPSHOT = {
  ...VISIBILITY,
  id: integer,
  kind: oneOf('gathering', 'ticketed'),
  title: text,
  description: text,
  category: nullable(text),
  location: text,
  isOnline: flag,
  tags: text,
  /** Address of the cover image as clients get it. */
  coverImage: nullable(text),
  visibility: oneOf('public', 'invited'),
  state: oneOf('draft', 'open', 'cancelled'),
  /** What the clock made of it at that moment. */
  status: oneOf('draft', 'upcoming', 'published', 'ongoing', 'completed', 'cancelled'),
  startsAt: instant,
  endsAt: instant,
  /** As an IANA name. */
  timezone: text,
  registrationDeadline: nullable(instant),
  capacity: nullable(integer),
  /** Seats held or sold. */
  taken: integer,
  priceCents: integer,
  currency: text,
  createdAt: instant,
  updatedAt: instant,
};
export type EventSnapshot = ValueOf<typeof EVENT_SNAPSHOT>;

/** Who did it; null is the clock. */
const WITH_ACTOR = {
  actorId: nullable(integer),
};

const EVENT_CHANGE = {
  ...WITH_ACTOR,
  /** Names of the fields, as on the wire, that have another value now. */
  changed: listOf(text),
  previous: record({ title: text, startsAt: instant, endsAt: instant, timezone: text, location: text }),
};
export type EventChange = ValueOf<typeof EVENT_CHANGE>;

/** A gathering is open; a ticketed event is a draft that only its organizer sees. */
export const EventCreated = defineEvent('collaboration.event_created', { ...EVENT_SNAPSHOT, ...WITH_ACTOR });
export const EventChanged = defineEvent('collaboration.event_changed', { ...EVENT_SNAPSHOT, ...EVENT_CHANGE });
/** A ticketed event is open to everybody. */
export const EventPublished = defineEvent('collaboration.event_published', {
  ...EVENT_SNAPSHOT,
  ...WITH_ACTOR,
});
/** Its bookings are cancelled by the same transaction. */
export const EventCancelled = defineEvent('collaboration.event_cancelled', {
  ...EVENT_SNAPSHOT,
  ...WITH_ACTOR,
  reason: nullable(text),
});
/** A gathering, cancelled before, or a draft, is gone. */
export const EventDeleted = defineEvent('collaboration.event_deleted', { ...EVENT_SNAPSHOT, ...WITH_ACTOR });
export const EventStarted = defineEvent('collaboration.event_started', EVENT_SNAPSHOT);
export const EventCompleted = defineEvent('collaboration.event_completed', EVENT_SNAPSHOT);

/** Somebody may join; `personId` is null for an address without an account. */
export const PersonInvited = defineEvent('collaboration.person_invited', {
  event: record(EVENT_SNAPSHOT),
  invitedBy: integer,
  personId: nullable(integer),
  email: nullable(text),
});

/** The organizer's message to all who booked. */
export const EventAnnounced = defineEvent('collaboration.event_announced', {
  announcementId: integer,
  event: record(EVENT_SNAPSHOT),
  actorId: integer,
  subject: text,
  message: text,
});

/** The agenda of an event has another session, or one less, or one has changed. */
export const AgendaChanged = defineEvent('collaboration.agenda_changed', {
  event: record(EVENT_SNAPSHOT),
  actorId: integer,
});

/** A task as it was after the change. */
const TASK_SNAPSHOT = {
  ...VISIBILITY,
  id: integer,
  eventId: integer,
  eventTitle: text,
  title: text,
  description: text,
  status: oneOf('pending', 'in_progress', 'completed'),
  priority: text,
  dueAt: nullable(instant),
  assigneeId: nullable(integer),
  creatorId: integer,
  completedAt: nullable(instant),
  createdAt: instant,
  updatedAt: instant,
};
export type TaskSnapshot = ValueOf<typeof TASK_SNAPSHOT>;

export const TaskCreated = defineEvent('collaboration.task_created', { ...TASK_SNAPSHOT, ...WITH_ACTOR });
export const TaskChanged = defineEvent('collaboration.task_changed', { ...TASK_SNAPSHOT, ...WITH_ACTOR });
/** Somebody else has it now, or for the first time somebody. */
export const TaskAssigned = defineEvent('collaboration.task_assigned', {
  ...TASK_SNAPSHOT,
  ...WITH_ACTOR,
  previousAssigneeId: nullable(integer),
});
/** Nobody has it any more: it was taken back, or its assignee left the event. */
export const TaskUnassigned = defineEvent('collaboration.task_unassigned', {
  ...TASK_SNAPSHOT,
  ...WITH_ACTOR,
  previousAssigneeId: integer,
  cause: oneOf('taken_back', 'left'),
});
export const TaskCompleted = defineEvent('collaboration.task_completed', { ...TASK_SNAPSHOT, ...WITH_ACTOR });
export const TaskDeleted = defineEvent('collaboration.task_deleted', { ...TASK_SNAPSHOT, ...WITH_ACTOR });
/** It is due in a day and not completed; once per due date. */
export const TaskDue = defineEvent('collaboration.task_due', TASK_SNAPSHOT);

/** A vote as it was after the change. */
const VOTE_SNAPSHOT = {
  ...VISIBILITY,
  id: integer,
  eventId: integer,
  eventTitle: text,
  title: text,
  description: text,
  status: oneOf('active', 'ended'),
  creatorId: integer,
  multipleChoice: flag,
  endsAt: instant,
  options: listOf(record({ id: integer, text: text })),
  createdAt: instant,
};
export type VoteSnapshot = ValueOf<typeof VOTE_SNAPSHOT>;

const COUNTED_VOTE = {
  ...VOTE_SNAPSHOT,
  options: listOf(record({ id: integer, text: text, ballots: integer })),
};
export type CountedVote = ValueOf<typeof COUNTED_VOTE>;

const VOTE_RESULTS = {
  totalVotes: integer,
  results: listOf(record({ optionId: integer, text: text, voteCount: integer, percentage: decimal })),
  /** The only maximum with at least one vote. */
  winner: nullable(record({ optionId: integer, text: text })),
};
export type VoteResults = ValueOf<typeof VOTE_RESULTS>;

export const VoteCreated = defineEvent('collaboration.vote_created', VOTE_SNAPSHOT);
/** Says that somebody voted, and neither who nor for what. */
export const BallotCast = defineEvent('collaboration.ballot_cast', {
  ...VISIBILITY,
  voteId: integer,
  eventId: integer,
  title: text,
  totalVotes: integer,
  /** The results with it, unless they were published less than a second ago. */
  counted: nullable(record(COUNTED_VOTE)),
});
/** The results of ballots that were cast within a second, once it is over. */
export const VoteResultsChanged = defineEvent('collaboration.vote_results_changed', {
  ...VOTE_SNAPSHOT,
  ...VOTE_RESULTS,
});
/** Exactly once for each vote. */
export const VoteEnded = defineEvent('collaboration.vote_ended', {
  ...VOTE_SNAPSHOT,
  ...VOTE_RESULTS,
  ...WITH_ACTOR,
});
/** Its end is published by this, unless `endWasTold`. */
export const VoteDeleted = defineEvent('collaboration.vote_deleted', {
  ...VOTE_SNAPSHOT,
  ...WITH_ACTOR,
  endWasTold: flag,
});

export const ReviewWritten = defineEvent('collaboration.review_written', {
  reviewId: integer,
  eventId: integer,
  eventTitle: text,
  organizerId: integer,
  personId: integer,
  rating: integer,
});

export const MeetingReviewed = defineEvent('collaboration.meeting_reviewed', {
  reviewId: integer,
  meetingId: integer,
  revieweeId: integer,
  personId: integer,
  rating: integer,
});

export const CertificateIssued = defineEvent('collaboration.certificate_issued', {
  certificateId: integer,
  certificateNumber: text,
  eventId: integer,
  eventTitle: text,
  personId: integer,
});
