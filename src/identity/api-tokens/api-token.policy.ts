import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const MARK = 'cvk_';
const CHANCE_LETTERS = 34;
const CHECKSUM_LETTERS = 6;
const SHOWN_LETTERS = 8;
const FORM = new RegExp(`^${MARK}[0-9A-Za-z]{${CHANCE_LETTERS + CHECKSUM_LETTERS}}$`);

/** 202 bits of chance behind a mark, and a checksum: scanners for secrets know one without asking us. */
export function newApiToken(): string {
  const letters = Array.from({ length: CHANCE_LETTERS }, () => ALPHABET[randomInt(ALPHABET.length)]!);
  const chance = letters.join('');
  return `${MARK}${chance}${checksumOf(chance)}`;
}

/** Whether it claims to be one, be it a good one or not. */
export function isMarkedAsApiToken(bearer: string): boolean {
  return bearer.startsWith(MARK);
}

export function isApiToken(text: string): boolean {
  if (!FORM.test(text)) return false;
  const chance = text.slice(MARK.length, -CHECKSUM_LETTERS);
  return checksumOf(chance) === text.slice(-CHECKSUM_LETTERS);
}

/** What of a token is shown later on, to tell it from others. */
export function shownPrefixOf(token: string): string {
  return token.slice(0, MARK.length + SHOWN_LETTERS);
}

function checksumOf(chance: string): string {
  let [rest, letters] = [crc32(chance), ''];
  for (let place = 0; place < CHECKSUM_LETTERS; place++) {
    letters = ALPHABET[rest % ALPHABET.length]! + letters;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return letters;
}
