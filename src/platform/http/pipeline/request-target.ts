import { isUtf8Encoded } from './well-formed.js';

/** Of any scheme: the parser lets each through. */
const AUTHORITY = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;

/** The path and query that were asked for, without whose; undefined where the query is not UTF-8. */
export function requestTarget(sent: string): string | undefined {
  const target = AUTHORITY.test(sent) ? sent.replace(AUTHORITY, '').replace(/^(?!\/)/, '/') : sent;
  const question = target.indexOf('?');
  return question < 0 || isUtf8Encoded(target.slice(question)) ? target : undefined;
}

export function isVersioned(url: string): boolean {
  return url.startsWith('/api/v1/') || url === '/api/v1' || url.startsWith('/api/v1?');
}

/** `/api/x` is `/api/v1/x`; the documentation has no version. */
export function versioned(url: string): string {
  if (!/^\/api(?:[/?]|$)/.test(url) || isVersioned(url)) return url;
  if (/^\/api\/(?:docs|schema)(?:[/?-]|$)/.test(url)) return url;
  return `/api/v1${url.slice('/api'.length)}`;
}
