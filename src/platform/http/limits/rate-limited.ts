import { SetMetadata } from '@nestjs/common';

/** A limit that counts besides the general one, by the rate of the same name in the configuration. */
export type RateCategory = 'booking' | 'login' | 'registration' | 'password_reset';

export const RATE_CATEGORY = 'convoke:rate-category';
export const UNLIMITED = 'convoke:unlimited';

/**
 * Counts the route against `category` as well as against its caller's general limit. Bookings are counted by
 * caller, the others by address, and all routes of a category share one count.
 */
export const RateLimited = (category: RateCategory): MethodDecorator & ClassDecorator =>
  SetMetadata(RATE_CATEGORY, category);

/** For health, metrics and documentation: never counted, no limit headers. */
export const Unlimited = (): MethodDecorator & ClassDecorator => SetMetadata(UNLIMITED, true);
