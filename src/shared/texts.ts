import { createHash } from 'node:crypto';
/** Controls, line ends, and what turns the direction of whatever follows. */
const BREAKS_LINE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const UNFIT = new RegExp(`${BREAKS_LINE.source}|\\p{Surrogate}`, 'gu');
const SEEN = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{M}\u2800]/u;
/** As in `platform.name_key`. */
const UNTOLD = /[\p{White_Space}\p{Default_Ignorable_Code_Point}]/gu;
const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;
export const SLUG = /^[a-z0-9](?:-?[a-z0-9])*$/;
export const MAX_SLUG = 60;
const MAX_READ = 300;

export function isOneLine(text: string): boolean {
  return !BREAKS_LINE.test(text);
}

/** Whether nothing of it can be seen: no letter at all, or fillers, joiners and marks without a letter. */
export function isBlank(text: string): boolean {
  return !SEEN.test(text);
}

/** What people, PostgreSQL and OpenAPI count: an emoji is one, where `length` says two. */
export function lengthOf(text: string): number {
  return text.length - (text.match(PAIR)?.length ?? 0);
}

/** A text of somebody else's making as one line of at most so many characters; empty where it is blank. */
export function asOneLine(text: string, most: number): string {
  const line = text
    .slice(0, 4 * most)
    .replace(UNFIT, ' ')
    .trim();
  return isBlank(line) ? '' : [...line].slice(0, most).join('').trim();
}

/** Names are the same where their keys are, whatever their form (NFKC), case, spaces and invisible letters. */
export function nameKey(name: string): string {
  return lowered(name.normalize('NFKC')).replace(UNTOLD, '');
}

/** Letter by letter, as `platform.search_text`; `toLowerCase` makes two of İ, and another of a last Σ. */
export function lowered(text: string): string {
  return text.replaceAll('İ', 'i').toLowerCase().replaceAll('ς', 'σ');
}

export function plain(text: string): string {
  return text.slice(0, MAX_READ).normalize('NFKD').replace(/\p{M}/gu, '');
}

export function slugFrom(text: string, otherwise: string): string {
  const words = plain(text)
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^a-z0-9]+/g, '-');
  return cut(words, MAX_SLUG) || otherwise;
}

export function withEnding(slug: string, ending: string): string {
  return cut(slug, MAX_SLUG - ending.length) + ending;
}

function cut(words: string, most: number): string {
  return words.replace(/^-/, '').slice(0, most).replace(/-$/, '');
}

export function withoutEndingSlashes(url: string): string {
  return url.replace(/(?<!\/)\/+$/, '');
}

export const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Tells contents apart, for tags and keys of caches; it keeps no secret. */
export function contentDigest(text: string): string {
  return createHash('sha1').update(text).digest('base64url');
}
