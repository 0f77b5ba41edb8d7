import { plain } from './username.policy.js';

/** What follows the host in a public page's address: `/ada-lovelace`. */
export const SLUG = /^[a-z0-9](?:-?[a-z0-9])*$/;
export const MAX_SLUG = 60;

/** First segments of paths that the server itself answers, or that a front end and the web keep for themselves. */
const RESERVED: ReadonlySet<string> = new Set(
  `about account accounts admin api app apple-app-site-association assets auth billing blog bookings calendar
   callback contact convoke dashboard demo docs download event events experts favicon favicon-ico graphql health
   help home index internal invoices legal livez login logout manage mail me media meetings messages metrics new
   notifications null oauth oidc openapi organizer organizers payments ping privacy profile public readyz register
   reset-password robots robots-txt root saml schema search security self server settings setup signin signup sitemap
   sitemap-xml socket socket-io socketio sso static status support swagger system terms test undefined unsubscribe
   user users v1 v2 verify-email waitlist webhook webhooks well-known ws wss www`.split(/\s+/),
);

/** Whether the server, or a browser, needs this word for itself. */
export function isReserved(slug: string): boolean {
  return RESERVED.has(slug);
}

/** The slug that goes with a username: lower case, everything but letters and digits a hyphen. */
export function slugFrom(username: string): string {
  const slug = plain(username)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_SLUG)
    .replace(/^-|-$/g, '');
  return slug || 'user';
}
