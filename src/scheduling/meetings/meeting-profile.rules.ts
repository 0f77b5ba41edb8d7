import { OfferProfile } from '../../booking/booking.api.js';

/** Time of an expert, who confirms it. */
export class MeetingProfile extends OfferProfile {
  readonly bookingKind = 'meeting';
  readonly offerKind = null;
  readonly field = 'expert';
  readonly noun = 'expert';
  override readonly claimsTime = true;
  override readonly isConfirmedByHostAlone = true;
}
