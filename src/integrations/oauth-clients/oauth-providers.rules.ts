import type { CalendarProviderName } from '../calendars/calendar-provider.rules.js';

/** Whose calendars are connected by their owner's agreement, not by a password. */
export const OAUTH_PROVIDERS = ['google_calendar', 'microsoft_365'] as const satisfies CalendarProviderName[];
export type OAuthProviderName = (typeof OAUTH_PROVIDERS)[number];
