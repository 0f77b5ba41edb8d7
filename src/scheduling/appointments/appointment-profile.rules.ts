import { OfferProfile } from '../../booking/booking.api.js';

/** Time of a host, and a seat of the session that several may share. */
export class AppointmentProfile extends OfferProfile {
  readonly bookingKind = 'appointment';
  readonly offerKind = 'occurrence';
  readonly field = 'start_time';
  readonly noun = 'session';
  override readonly claimsTime = true;
  override readonly refersBeyondOffer = true;
}
