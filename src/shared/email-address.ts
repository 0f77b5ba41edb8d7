import { domainToASCII } from 'node:url';
import { isEmail } from 'class-validator';

export const MAX_EMAIL = 254;

const FORM = /^([^@]+)@([^@]+)$/;
const UNSEEN = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;
const LONE_MARK = /(?:^|[.@])\p{M}/u;
const DOMAIN = /^[a-z0-9.\P{ASCII}-]+$/iu;

/** Domain in A-labels, capitals of ASCII folded, NFC. Null for what is no address, or only looks like one. */
export function canonicalEmail(text: string): string | null {
  if (text.length > MAX_EMAIL || UNSEEN.test(text) || LONE_MARK.test(text) || hasLookAlike(text)) return null;
  const [, name, domain] = FORM.exec(text) ?? [];
  if (!name || !domain || name.includes('"') || !DOMAIN.test(domain)) return null;
  const canonical = `${lowerAscii(name.normalize('NFC'))}@${domainToASCII(domain)}`;
  return canonical.length <= MAX_EMAIL && isEmail(canonical) ? canonical : null;
}

/** As KELVIN SIGN: normalized, or folded by another rule than ours, it is an ASCII letter. */
function hasLookAlike(text: string): boolean {
  return [...text].some((letter) => letter > '\x7f' && /^[\0-\x7f]+$/.test(letter.normalize('NFKC')));
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
}
