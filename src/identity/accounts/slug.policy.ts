import { randomBytes } from 'node:crypto';
import { plain } from './username.policy.js';

/** What follows the host in a public page's address: `/ada-lovelace`. */
export const SLUG = /^[a-z0-9](?:-?[a-z0-9])*$/;
export const MAX_SLUG = 60;

/** First segments of paths that the server answers itself, or that browsers and crawlers ask every host for. */
const RESERVED: ReadonlySet<string> = new Set(
  `account admin api assets auth bookings calendar certificates embed-js events experts favicon
   favicon-ico forgot-password health login manage media meetings messages metrics oauth oidc
   organize register reset-password robots robots-txt saml sitemap sitemap-xml socket-io socketio
   unsubscribe verify-email well-known ws`.split(/\s+/),
);
const ENDING_BYTES = 3;

export function isReserved(slug: string): boolean {
  return RESERVED.has(slug);
}

/** The slug that goes with a username: lower case, everything but letters and digits a hyphen. */
export function slugFrom(username: string): string {
  const words = plain(username)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return cut(words, MAX_SLUG) || 'user';
}

/** Another slug of the same username: it ends in six random digits, within the same length. */
export function distinctSlugFrom(username: string): string {
  const ending = `-${randomBytes(ENDING_BYTES).toString('hex')}`;
  return cut(slugFrom(username), MAX_SLUG - ending.length) + ending;
}

function cut(words: string, most: number): string {
  return words.slice(0, most).replace(/^-|-$/g, '');
}
