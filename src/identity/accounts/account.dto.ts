import type { Caller } from '../../platform/auth/caller.js';
import type { MediaFiles } from '../../platform/files/media-files.js';
import {
  BooleanField,
  EmailField,
  EnumField,
  IdField,
  InstantField,
  NestedField,
  TextField,
} from '../../platform/http/fields/fields.js';
import { ACCOUNT_STATUSES, fullNameOf, mayUseSessions, USER_TYPES, type Account } from './account.entity.js';

export class AccountProfileResponse {
  @TextField({ example: 'https://twitter.com/ada' })
  twitter: string;

  @TextField()
  linkedin: string;

  @TextField()
  github: string;

  @TextField()
  facebook: string;

  @BooleanField()
  newsletter_subscribed: boolean;

  @BooleanField({ example: true })
  notifications_enabled: boolean;
}

/** What everybody signed in may see of anybody. */
export class AccountCardResponse {
  @IdField()
  id: number;

  @TextField({ example: 'ada' })
  username: string;

  @EmailField({ nullable: true, description: 'Null unless it is the caller’s own, or an administrator asks.' })
  email: string | null;

  @TextField({ example: 'Ada Lovelace' })
  full_name: string;

  @EnumField(USER_TYPES, { example: 'attendee' })
  user_type: string;

  @TextField({ nullable: true, example: 'https://example.org/ada.png' })
  avatar: string | null;

  @TextField({ example: 'Analytical Engines' })
  organization: string;
}

/** What people see of themselves, and administrators of everybody. */
export class AccountResponse {
  @IdField()
  id: number;

  @TextField({ example: 'ada' })
  username: string;

  @EmailField()
  email: string;

  @TextField({ example: 'Ada' })
  first_name: string;

  @TextField({ example: 'Lovelace' })
  last_name: string;

  @TextField({ example: 'Ada Lovelace' })
  full_name: string;

  @EnumField(USER_TYPES, { example: 'attendee' })
  user_type: string;

  @TextField({ example: 'Writes programs for engines.' })
  bio: string;

  @TextField({ example: '+441234567890' })
  phone: string;

  @TextField({ nullable: true, example: 'https://example.org/ada.png' })
  avatar: string | null;

  @TextField({ nullable: true, example: 'https://example.org/ada.png', description: 'The same as `avatar`.' })
  profile_picture: string | null;

  @TextField({ example: 'https://example.org' })
  website: string;

  @TextField({ example: 'Analytical Engines' })
  organization: string;

  @TextField({ example: 'Europe/London', description: 'IANA time zone.' })
  timezone: string;

  @TextField({ example: 'ada-lovelace', description: 'The public page is at `/{slug}`.' })
  slug: string;

  @EnumField(ACCOUNT_STATUSES, { example: 'active' })
  status: string;

  @BooleanField({ description: 'The e-mail address is confirmed.' })
  is_verified: boolean;

  @BooleanField({ example: true })
  is_active: boolean;

  @BooleanField({ description: 'May make ticketed events.' })
  is_organizer: boolean;

  @BooleanField({ description: 'Is an administrator.' })
  is_staff: boolean;

  @InstantField({
    nullable: true,
    example: null,
    description:
      'Where organizers are approved: since when an administrator is asked to make one of this person.',
  })
  organizer_requested_at: Date | null;

  @BooleanField({ description: 'Signing in by password takes a second factor.' })
  mfa_enabled: boolean;

  @InstantField()
  date_joined: Date;

  @InstantField({ nullable: true })
  last_login: Date | null;

  @NestedField(() => AccountProfileResponse)
  profile: AccountProfileResponse;
}

export function toAccountResponse(account: Account, media: MediaFiles): AccountResponse {
  const avatar = media.urlOf(account.avatar);
  return {
    id: account.id,
    username: account.username ?? '',
    email: account.email ?? account.conflictingEmail ?? '',
    first_name: account.firstName,
    last_name: account.lastName,
    full_name: fullNameOf(account),
    user_type: account.userType,
    bio: account.bio,
    phone: account.phone,
    avatar,
    profile_picture: avatar,
    website: account.website,
    organization: account.organization,
    timezone: account.timezone,
    slug: account.slug ?? '',
    status: account.status,
    is_verified: account.emailVerifiedAt !== null,
    is_active: mayUseSessions(account),
    is_organizer: account.userType !== 'attendee',
    is_staff: account.userType === 'admin',
    organizer_requested_at: account.organizerRequestedAt,
    mfa_enabled: account.mfaEnabledAt !== null,
    date_joined: account.joinedAt,
    last_login: account.lastLoginAt,
    profile: {
      twitter: account.twitter,
      linkedin: account.linkedin,
      github: account.github,
      facebook: account.facebook,
      newsletter_subscribed: account.newsletterSubscribed,
      notifications_enabled: account.notificationsEnabled,
    },
  };
}

export function toAccountCard(account: Account, media: MediaFiles, caller: Caller): AccountCardResponse {
  return {
    id: account.id,
    username: account.username ?? '',
    email: caller.isAdmin || caller.id === account.id ? account.email : null,
    full_name: fullNameOf(account),
    user_type: account.userType,
    avatar: media.urlOf(account.avatar),
    organization: account.organization,
  };
}
