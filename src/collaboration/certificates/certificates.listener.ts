import { Injectable } from '@nestjs/common';
import { BookingCheckedIn, BookingCheckInUndone, type BookingFacts } from '../../booking/booking.events.js';
import type { Tx } from '../../platform/database/tx.js';
import type { PublishedEvent } from '../../platform/events/event.js';
import { OnEvent } from '../../platform/events/on-event.js';
import { EventCompleted, type EventFacts } from '../collaboration.events.js';
import { Certificates } from './certificates.service.js';

/** Certificates follow the end of an event, and what its organizer still marks within the day after. */
@Injectable()
export class CertificatesListener {
  constructor(private readonly certificates: Certificates) {}

  @OnEvent(EventCompleted)
  completed({ payload }: PublishedEvent<EventFacts>, tx: Tx): Promise<void> {
    return this.certificates.issue(tx, payload.id);
  }

  @OnEvent(BookingCheckedIn)
  async checkedIn({ payload: { offer, personId } }: PublishedEvent<BookingFacts>, tx: Tx): Promise<void> {
    if (offer?.kind === 'event' && personId !== null) await this.certificates.issue(tx, offer.refId, personId);
  }

  @OnEvent(BookingCheckInUndone)
  async undone({ payload: { offer, personId } }: PublishedEvent<BookingFacts>, tx: Tx): Promise<void> {
    if (offer?.kind === 'event' && personId !== null)
      await this.certificates.withdraw(tx, offer.refId, personId);
  }
}
