import { OfferProfile, type ShownSubject } from '../../booking/booking.api.js';

/** Seats of an event: tickets, held until they are paid, or the seats of who joins a gathering. */
export class EventProfile extends OfferProfile {
  readonly bookingKind = 'ticket';
  readonly offerKind = 'event';
  readonly field = 'event';
  readonly noun = 'event';
  override readonly order = { seats: 'asked', confirmFree: false } as const;
  override readonly hasTickets = true;

  override show({ refId, offer }: ShownSubject) {
    return { event: refId, event_title: offer?.title ?? null };
  }
}
