import {
  BookingCancelled,
  BookingConfirmed,
  BookingExpired,
  BookingHeld,
  SeatOffered,
} from '../../booking/booking.events.js';
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
import { tellCancelled, tellDeleted, tellEvent } from './public-event.js';
import { tellCounts, tellSeat, tellWithdrawnSeat } from './public-seat.js';
import { tellTask } from './public-task.js';
import { tellBallot, tellResults, tellVote } from './public-vote.js';
import { relay, type Relay } from './relay.js';

/**
 * What is told of events, to those who may read them; drafts to their organizer alone. Names, tasks and votes are
 * for who is signed in.
 */
export const EVENT_RELAYS: readonly Relay[] = [
  relay(EventCreated, (event) => tellEvent('event_created', event)),
  relay(EventPublished, (event) => tellEvent('event_created', event)),
  relay(EventChanged, (event) => tellEvent('event_updated', event)),
  relay(EventStarted, (event) => tellEvent('event_updated', event)),
  relay(EventCompleted, (event) => tellEvent('event_updated', event)),
  relay(AgendaChanged, ({ event }) => tellEvent('event_updated', event)),
  relay(EventCancelled, (event) => tellCancelled(event)),
  relay(EventDeleted, (event) => tellDeleted(event)),

  relay(BookingConfirmed, (booking) => tellSeat('event_joined', booking)),
  relay(BookingCancelled, (booking) => {
    if (booking.cause === 'offer_withdrawn') return tellWithdrawnSeat(booking);
    return booking.wasConfirmed ? tellSeat('event_left', booking) : tellCounts(booking.offer);
  }),
  // Nobody joins by holding a seat, or leaves by losing what was held.
  relay(BookingHeld, ({ offer }) => tellCounts(offer)),
  relay(BookingExpired, ({ offer }) => tellCounts(offer)),
  relay(SeatOffered, ({ offer }) => tellCounts(offer)),

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
