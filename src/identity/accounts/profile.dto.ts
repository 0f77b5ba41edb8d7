import { Checked } from '../../platform/http/fields/checked.js';
import { BooleanField, NestedField, TextField, UrlField } from '../../platform/http/fields/fields.js';
import { isTimeZone } from '../../shared/local-days.js';
import { MAX_SLUG, SLUG } from '../../shared/texts.js';
import { isReserved } from './slug.policy.js';

/** Empty, or an address on the web: clients send back what they were given. */
const WEB_ADDRESS = /^(?:https?:\/\/[^\s<>"'\\]+)?$/i;
const PHONE = /^\+?[0-9 ()./-]*$/;
const link = { max: 500, optional: true, pattern: WEB_ADDRESS };

export class SettingsRequest {
  @TextField({ ...link, example: 'https://twitter.com/ada' })
  twitter?: string;

  @TextField(link)
  linkedin?: string;

  @TextField(link)
  github?: string;

  @TextField(link)
  facebook?: string;

  @BooleanField({ optional: true, example: false })
  newsletter_subscribed?: boolean;

  @BooleanField({ optional: true, example: true })
  notifications_enabled?: boolean;
}

/** Changes what is sent and leaves the rest. As a form, `avatar` or `profile_picture` may be a file. */
@Checked<ProfileRequest>(({ timezone, slug }) => ({
  ...(timezone !== undefined &&
    !isTimeZone(timezone) && { timezone: [`"${timezone}" is not a known time zone.`] }),
  ...(slug !== undefined && isReserved(slug) && { slug: ['The server uses this word itself.'] }),
}))
export class ProfileRequest {
  @TextField({ max: 150, optional: true, example: 'Ada' })
  first_name?: string;

  @TextField({ max: 150, optional: true, example: 'Lovelace' })
  last_name?: string;

  @TextField({ max: 5_000, multiline: true, optional: true, example: 'Writes programs for engines.' })
  bio?: string;

  @TextField({ max: 30, optional: true, pattern: PHONE, example: '+441234567890' })
  phone?: string;

  @TextField({ ...link, example: 'https://example.org' })
  website?: string;

  @TextField({ max: 200, optional: true, example: 'Analytical Engines' })
  organization?: string;

  @TextField({ max: 64, min: 1, optional: true, example: 'Europe/London', description: 'IANA time zone.' })
  timezone?: string;

  @TextField({
    max: MAX_SLUG,
    min: 1,
    optional: true,
    pattern: SLUG,
    example: 'ada-lovelace',
    description: 'Address of the public page.',
  })
  slug?: string;

  @UrlField({
    optional: true,
    nullable: true,
    example: 'https://example.org/ada.png',
    description: 'Null removes it.',
  })
  avatar?: string | null;

  @UrlField({
    optional: true,
    nullable: true,
    example: 'https://example.org/ada.png',
    description: 'The same as `avatar`.',
  })
  profile_picture?: string | null;

  @NestedField(() => SettingsRequest, { optional: true })
  profile?: SettingsRequest;
}
