import { lowered } from '../../../shared/texts.js';
import { containing, type Selection } from './selection.js';

/** SQL of a text as it is searched: NFKC, in lower case, without what nobody sees. Indexes are made of it. */
export const searchText = (text: string): string => `platform.search_text(${text})`;

export interface Searched {
  /** SQL of the text, as its indexes have it. */
  text: string;
  /** SQL of its words, as kept and indexed; without, short words are found inside of others too. */
  words?: string;
  /** SQL of what has an index of signs and of scripts without spaces; `letters`: of the latter alone. */
  signs?: { of: string; only?: 'letters' };
}

/** Thai to Khmer, kana, Han, Hangul: no spaces between words. As in `platform.search_signs`. */
const UNSPACED =
  '\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff';
const IS_UNSPACED = new RegExp(`[${UNSPACED}\\u{20000}-\\u{3ffff}]`, 'u');
const IS_SIGN = /[!-/:-@[-`{-~]|(?=\P{Alphabetic})\p{So}/u;
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]/g;
/** Punctuation at the ends of a word is the sentence's. */
const MARKS = '[.,;:!?"\'()[\\]{}«»„“”‘’]';
const OUTER = new RegExp(`^${MARKS}+|(?<!${MARKS})${MARKS}+$`, 'g');
/** Signs alone are no word, but pictures are. */
const SAYS_SOMETHING = /[\p{L}\p{N}]|(?=\P{Alphabetic})\p{So}/u;
const SHORT = /^[\p{L}\p{N}]{1,2}$/u;

/** What somebody types, word by word. */
export function wordsOf(query: string): string[] {
  const text = lowered(query.normalize('NFKC')).replace(INVISIBLE, '');
  const words = text.split(/\s+/).map((word) => word.replace(OUTER, ''));
  return [...new Set(words)].filter((word) => SAYS_SOMETHING.test(word));
}

/**
 * SQL of "every word is in it", with values of these names: inside of others, but for one or two letters of a
 * script with spaces, which begin a word.
 */
export function matches(
  { text, words: kept, signs }: Searched,
  words: readonly string[],
  values: Record<string, unknown>,
): string {
  if (words.length === 0) return 'false';
  const conditions = words.flatMap((word, index) => {
    const conditionsOf: string[] = [];
    const pairs = signs ? pairsOf(word, signs.only) : [];
    if (pairs.length > 0) {
      values[`pairs${index}`] = pairs;
      conditionsOf.push(`platform.search_signs(${signs!.of}) @> $pairs${index}::text[]`);
    }
    if (pairs.includes(word)) return conditionsOf;
    if (kept && SHORT.test(word) && !IS_UNSPACED.test(word)) {
      values[`beginning${index}`] = `'${word}':*`;
      conditionsOf.push(`${kept} @@ $beginning${index}::tsquery`);
    } else {
      values[`word${index}`] = containing(word);
      conditionsOf.push(`${text} LIKE $word${index}`);
    }
    return conditionsOf;
  });
  return conditions.join(' AND ');
}

/** Every two neighbours of which one is a sign or of a script without spaces; a single one by itself. */
function pairsOf(word: string, only?: 'letters'): string[] {
  const isSpecial = (letter: string) => IS_UNSPACED.test(letter) || (!only && IS_SIGN.test(letter));
  const letters = [...word];
  if (letters.length === 1) return letters.filter(isSpecial);
  const pairs = letters.slice(1).map((letter, index) => [letters[index]!, letter]);
  return [...new Set(pairs.filter((pair) => pair.some(isSpecial)).map((pair) => pair.join('')))];
}

/** Narrows a list to what is found; undefined finds everything. */
export function narrowTo(selection: Selection, searched: Searched, query: string | undefined): void {
  if (query === undefined) return;
  const values = {};
  selection.search({ condition: matches(searched, wordsOf(query), values) }, values);
}
