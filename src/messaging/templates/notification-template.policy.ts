import type { NotificationKind } from '../notifications/notification-kinds.policy.js';
import type { PaperRef } from '../../platform/mail/mail.js';
import type { LocalTimeFormatter } from '../../platform/documents/local-time-formatter.js';

/** Who gets it; whoever has no account any more is left out. */
export type Recipients =
  | { people: (number | null)[] }
  | { organizerOf: number }
  /** Everybody with a confirmed seat, and with `held` those whose seat is not paid yet. */
  | { participantsOf: number; held?: boolean; bookedUntil?: Date }
  /** Who made this booking of an appointment; without an account the mail alone, at the address left there. */
  | { inviteeOf: number }
  /** Who waited for a session by this entry; without an account the mail alone. */
  | { waiter: number }
  /** Somebody without an account, who gets the mail alone. */
  | { address: string };

/** Instants in ISO 8601. */
export interface TemplateTimes {
  startsAt: string;
  endsAt: string;
}

/** What one event says to some people, before it is written for each. */
export interface NotificationTemplate {
  kind: NotificationKind;
  to: Recipients;
  /** Whose doing it is: gets none. */
  by?: number | null;
  /** Whose name the message begins with, or ends with after “from”; gets none either. */
  actor?: number;
  /** The booking of an appointment whose people and place the mail names. */
  appointment?: number;
  /** Brought about by who booked it, at that very moment: without an account it counts for the network. */
  isInviteesDoing?: boolean;
  /** Of these only who may still read this event. */
  readersOf?: number;
  /** Only while this message is unread. */
  whileUnread?: number;
  /** With kind and occurrence the key of a person's notification: `booking:17`. */
  subject: string;
  /** Which of several about one subject; empty where there is only ever one. */
  occurrence: string;
  event: { id: number; title: string } | null;
  relatedId: number;
  title: string;
  /** A sentence or two; begins in the middle where an `actor` comes first. */
  message(clock: LocalTimeFormatter): string;
  /** To each participant who has paid it says until when all of that comes back. */
  namesRefund?: boolean;
  /** Page of the front end, such as `/bookings/17`. */
  link: string;
  /** Says when it is, in the mail. */
  times?: TemplateTimes;
  mail?: TemplateMail;
  silent?: boolean;
  /** Not mailed to who gets mails of this kind, which say the same. */
  saidIn?: NotificationKind;
  /** Shows nowhere in the app: the reader did it there. */
  mailOnly?: boolean;
}

/** Of something that happened at `at`. */
export type DatedTemplate = NotificationTemplate & { at: Date };

export interface TemplateMail {
  /** The template's title where it is missing. */
  subject?: string;
  /** After the message. */
  lines?: string[];
  /** Brings a calendar entry of this booking, or of each participant's own. */
  calendar?: {
    method: 'REQUEST' | 'CANCEL';
    summary: string;
    bookingId?: number;
    hostId?: number;
    /** Of the booking, or of its event, as the template tells of it; missing, as it is now. */
    sequence?: number;
  };
  papers?: PaperRef[];
  /** Not mailed where the booking was in no calendar. */
  needsEntry?: boolean;
  /** The reader has a seat, and may be told where to join online. */
  isSeated?: boolean;
}
