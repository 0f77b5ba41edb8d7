import type { Wire } from '../wire.js';

export type EventDetails = Wire<'EventDetailsResponse'>;

/** A ticketed event, and what is the reader's of it; `at` is when it was asked. */
export interface TicketedBody {
  event: EventDetails;
  at: string;
  isOrganizer: boolean;
  figures: Wire<'EventStatisticsResponse'>;
  reviews: readonly Wire<'ReviewResponse'>[];
  /** The newest of the reader's. */
  booking: Wire<'BookingResponse'> | null;
  waiting: Wire<'WaitlistEntryResponse'> | null;
  papers: readonly { id: number; kind: 'invoice' | 'receipt' | 'credit_note'; number: string }[];
  canReview: boolean;
}

export interface GatheringBody {
  event: EventDetails;
  at: string;
  isOrganizer: boolean;
  /** The reader's id; null for a stranger, who sees neither people nor plans. */
  me: number | null;
  tasks: readonly Wire<'TaskResponse'>[];
  votes: readonly Wire<'VoteDetailsResponse'>[];
  /** The newest; the organizer's alone to see. */
  invitations: readonly Wire<'InvitationResponse'>[];
  invitedCount: number;
}

export type EventBody = TicketedBody | GatheringBody;

export const isTicketed = (body: EventBody): body is TicketedBody => body.event.kind === 'ticketed';
