import { randomBytes } from 'node:crypto';
import { slugFrom as sharedSlugFrom, withEnding } from '../../shared/texts.js';

/** First segments of paths that the server answers itself, or that browsers and crawlers ask every host for. */
const RESERVED: ReadonlySet<string> = new Set(
  `account admin api assets auth bookings calendar certificates embed-js events experts favicon
   favicon-ico forgot-password health login manage media meetings messages metrics oauth oidc
   organize register reset-password robots robots-txt saml settings sitemap sitemap-xml socket-io socketio
   unsubscribe verify-email well-known ws`.split(/\s+/),
);
const ENDING_BYTES = 3;

export function isReserved(slug: string): boolean {
  return RESERVED.has(slug);
}

/** The slug that goes with a username. */
export function slugFrom(username: string): string {
  return sharedSlugFrom(username, 'user');
}

/** Another slug of the same username: it ends in six random digits, within the same length. */
export function distinctSlugFrom(username: string): string {
  return withEnding(slugFrom(username), `-${randomBytes(ENDING_BYTES).toString('hex')}`);
}
