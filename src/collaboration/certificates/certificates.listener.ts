import { Injectable } from '@nestjs/common';
import { BookingCheckedIn, BookingCheckInUndone, type BookingPayload } from '../../booking/booking.events.js';
import type { Tx } from '../../platform/database/tx.js';
import type { PublishedEvent } from '../../platform/events/event.js';
import { OnEvent } from '../../platform/events/on-event.js';
import { EventCompleted, type EventSnapshot } from '../collaboration.events.js';
import { CertificatesService } from './certificates.service.js';

/** Certificates follow the end of an event, and check-ins that its organizer adds or undoes later. */
@Injectable()
export class CertificatesListener {
  constructor(private readonly certificates: CertificatesService) {}

  @OnEvent(EventCompleted)
  completed({ payload }: PublishedEvent<EventSnapshot>, tx: Tx): Promise<void> {
    return this.certificates.issue(tx, payload.id);
  }

  @OnEvent(BookingCheckedIn)
  async checkedIn({ payload: { offer, personId } }: PublishedEvent<BookingPayload>, tx: Tx): Promise<void> {
    if (offer?.kind === 'event' && personId !== null) await this.certificates.issue(tx, offer.refId, personId);
  }

  @OnEvent(BookingCheckInUndone)
  async undone({ payload: { offer, personId } }: PublishedEvent<BookingPayload>, tx: Tx): Promise<void> {
    if (offer?.kind === 'event' && personId !== null)
      await this.certificates.withdraw(tx, offer.refId, personId);
  }
}
