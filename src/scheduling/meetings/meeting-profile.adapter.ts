import { OfferProfile } from '../../booking/booking.api.js';

/** Time of an expert. */
export class MeetingProfile extends OfferProfile {
  readonly bookingKind = 'meeting';
  readonly offerKind = null;
  readonly field = 'expert';
  readonly noun = 'expert';
  override readonly claimsTime = true;
  override readonly isBetweenTwo = true;
  override readonly graceMinutes = 24 * 60;
}
