import { SetMetadata } from '@nestjs/common';

export type RateCategory = 'booking' | 'login' | 'registration' | 'password_reset';

export const RATE_CATEGORY = 'convoke:rate-category';
export const UNLIMITED = 'convoke:unlimited';

/** Counts the route against `category` too: bookings by caller, others by address, one count per category. */
export const RateLimited = (category: RateCategory): MethodDecorator & ClassDecorator =>
  SetMetadata(RATE_CATEGORY, category);

/** For health, metrics and documentation: never counted, no limit headers. */
export const Unlimited = (): MethodDecorator & ClassDecorator => SetMetadata(UNLIMITED, true);
