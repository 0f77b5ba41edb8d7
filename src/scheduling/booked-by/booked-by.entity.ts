import { Column } from 'typeorm';
import type { CustomAnswers } from '../event-types/custom-questions.policy.js';

/** What was chosen of an event type, and by whom; of those who booked and of those who wait alike. */
export abstract class BookedBy {
  /** Of the event type, as its name and location when it was chosen. */
  @Column('text')
  typeSlug: string;

  @Column('text')
  typeName: string;

  @Column('text', { default: '' })
  location: string;

  @Column('text')
  inviteeName: string;

  /** Canonical; null once the invitee is erased. */
  @Column('text', { nullable: true })
  inviteeEmail: string | null;

  @Column('text', { nullable: true })
  inviteePhone: string | null;

  @Column('text')
  inviteeTimezone: string;

  /** In which dates are written to the invitee; null where the browser did not say. */
  @Column('text', { nullable: true })
  inviteeLanguage: string | null;

  @Column('jsonb', { default: {} })
  customAnswers: CustomAnswers;

  /** A keyed digest of the network it came from without an account. */
  @Column('text', { nullable: true })
  bookedFrom: string | null;
}
