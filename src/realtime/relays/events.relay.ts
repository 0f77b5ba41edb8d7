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
import { cancelledEventFrames, deletedEventFrames, eventFrames } from './event-frames.dto.js';
import { relay, type Relay } from './relay.rules.js';
import { seatCountFrames, seatFrames, withdrawnSeatFrames } from './seat-frames.dto.js';
import { taskFrames } from './task-frames.dto.js';
import { ballotFrames, voteResultFrames, voteFrames } from './vote-frames.dto.js';

export const EVENT_RELAYS: readonly Relay[] = [
  relay(EventCreated, (event) => eventFrames('event_created', event)),
  relay(EventPublished, (event) => eventFrames('event_created', event)),
  relay(EventChanged, (event) => eventFrames('event_updated', event)),
  relay(EventStarted, (event) => eventFrames('event_updated', event)),
  relay(EventCompleted, (event) => eventFrames('event_updated', event)),
  relay(AgendaChanged, ({ event }) => eventFrames('event_updated', event)),
  relay(EventCancelled, (event) => cancelledEventFrames(event)),
  relay(EventDeleted, (event) => deletedEventFrames(event)),

  relay(BookingConfirmed, (booking) => seatFrames('event_joined', booking)),
  relay(BookingCancelled, (booking) => {
    if (booking.cause === 'offer_withdrawn') return withdrawnSeatFrames(booking);
    return booking.wasConfirmed ? seatFrames('event_left', booking) : seatCountFrames(booking.offer);
  }),
  // Nobody joins by holding a seat, or leaves by losing what was held.
  relay(BookingHeld, ({ offer }) => seatCountFrames(offer)),
  relay(BookingExpired, ({ offer }) => seatCountFrames(offer)),
  relay(SeatOffered, ({ offer }) => seatCountFrames(offer)),

  relay(TaskCreated, (task) => taskFrames('task_created', task)),
  relay(TaskChanged, (task) => taskFrames('task_updated', task)),
  relay(TaskAssigned, (task) => taskFrames('task_assigned', task)),
  relay(TaskUnassigned, (task) => taskFrames('task_updated', task)),
  relay(TaskCompleted, (task) => taskFrames('task_completed', task)),
  relay(TaskDeleted, (task) => taskFrames('task_updated', task, { is_deleted: true })),

  relay(VoteCreated, (vote) => voteFrames('vote_created', vote)),
  relay(BallotCast, (ballot) => ballotFrames(ballot)),
  relay(VoteResultsChanged, (vote) => voteResultFrames('vote_results', vote)),
  relay(VoteEnded, (vote) => voteResultFrames('vote_ended', vote)),
  relay(VoteDeleted, (vote) => (vote.endWasTold ? [] : voteFrames('vote_ended', vote, { is_deleted: true }))),
];
