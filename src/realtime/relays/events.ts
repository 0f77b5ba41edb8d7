import { BookingCancelled, BookingConfirmed, BookingExpired } from '../../booking/booking.events.js';
import {
  AgendaChanged,
  BallotCast,
  EventCancelled,
  EventChanged,
  EventCompleted,
  EventCreated,
  EventDeleted,
  EventPublished,
  EventStarted,
  TaskAssigned,
  TaskChanged,
  TaskCompleted,
  TaskCreated,
  TaskDeleted,
  TaskUnassigned,
  VoteCreated,
  VoteDeleted,
  VoteEnded,
  VoteResultsChanged,
} from '../../collaboration/collaboration.events.js';
import { tellCancelled, tellEvent } from './public-event.js';
import { tellSeat, tellWithdrawnSeat } from './public-seat.js';
import { tellTask } from './public-task.js';
import { tellBallot, tellResults, tellVote } from './public-vote.js';
import { relay, type Relay } from './relay.js';

/**
 * What is told of events, to those who may read them; drafts to their organizer alone. Names, tasks and votes are
 * for who is signed in.
 */
export const EVENT_RELAYS: readonly Relay[] = [
  relay(EventCreated, (event, at) => tellEvent('event_created', event, at)),
  relay(EventPublished, (event, at) => tellEvent('event_created', event, at)),
  relay(EventChanged, (event, at) => tellEvent('event_updated', event, at)),
  relay(EventStarted, (event, at) => tellEvent('event_updated', event, at)),
  relay(EventCompleted, (event, at) => tellEvent('event_updated', event, at)),
  relay(AgendaChanged, ({ event }, at) => tellEvent('event_updated', event, at)),
  relay(EventCancelled, (event) => tellCancelled(event)),
  // Of what was cancelled before, everybody has been told.
  relay(EventDeleted, (event) => (event.state === 'cancelled' ? [] : tellCancelled(event))),

  relay(BookingConfirmed, (booking) => tellSeat('event_joined', booking)),
  relay(BookingCancelled, (booking) =>
    booking.cause === 'offer_withdrawn' ? tellWithdrawnSeat(booking) : tellSeat('event_left', booking),
  ),
  relay(BookingExpired, (booking) => tellSeat('event_left', booking)),

  relay(TaskCreated, (task) => tellTask('task_created', task)),
  relay(TaskChanged, (task) => tellTask('task_updated', task)),
  relay(TaskAssigned, (task) => tellTask('task_assigned', task)),
  relay(TaskUnassigned, (task) => tellTask('task_updated', task)),
  relay(TaskCompleted, (task) => tellTask('task_completed', task)),
  relay(TaskDeleted, (task) => tellTask('task_updated', task, { is_deleted: true })),

  relay(VoteCreated, (vote) => tellVote('vote_created', vote)),
  relay(BallotCast, (ballot) => tellBallot(ballot)),
  relay(VoteResultsChanged, (vote) => tellResults('vote_results', vote)),
  relay(VoteEnded, (vote) => tellResults('vote_ended', vote)),
  relay(VoteDeleted, (vote) => (vote.endWasTold ? [] : tellVote('vote_ended', vote, { is_deleted: true }))),
];
