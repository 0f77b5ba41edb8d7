import { SetMetadata } from '@nestjs/common';
import { MEDIA, preferredType } from '../request/content-negotiation.js';
import type { PlatformRequest } from '../request/platform-request.js';

export type RateCategory =
  | 'booking'
  | 'login'
  | 'registration'
  | 'password_reset'
  | 'document'
  | 'upload'
  | 'invite'
  | 'check_in'
  | 'page';

/** Counted for the person who asks; all others for the address. */
export const PERSONAL: ReadonlySet<RateCategory> = new Set([
  'booking',
  'document',
  'upload',
  'invite',
  'check_in',
  'page',
]);
/** Not counted among all requests besides: a door lets in hundreds a minute, and a page is looked at often. */
export const ALONE: ReadonlySet<RateCategory> = new Set(['check_in', 'page']);

export const RATE_CATEGORY = 'convoke:rate-category';
export const UNLIMITED = 'convoke:unlimited';

export interface RateLimitOptions {
  category: RateCategory;
  /** Which requests of the route count; all of them without it. */
  when?: (request: PlatformRequest) => boolean;
}

/** Counts the route against `category` too, one count per category. */
export const RateLimited = (
  category: RateCategory,
  when?: RateLimitOptions['when'],
): MethodDecorator & ClassDecorator =>
  SetMetadata(RATE_CATEGORY, { category, when } satisfies RateLimitOptions);

/** Where JSON is answered too, only what is drawn counts. */
export const wantsDocument = (request: PlatformRequest): boolean =>
  preferredType(request, Object.values(MEDIA)) !== MEDIA.json;

/** Where JSON is taken too, only a form counts. */
export const bringsForm = (request: PlatformRequest): boolean => Boolean(request.is('multipart/form-data'));

/** For health, metrics and documentation: never counted, no limit headers. */
export const Unlimited = (): MethodDecorator & ClassDecorator => SetMetadata(UNLIMITED, true);
