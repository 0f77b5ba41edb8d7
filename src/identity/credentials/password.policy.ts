import { COMMON_PASSWORDS } from './common-passwords.policy.js';
import { isPredictable } from './password-patterns.policy.js';

export const MIN_PASSWORD = 8;
export const MAX_PASSWORD = 256;
/** From this length on a password need not mix kinds of characters. */
const LONG_PASSWORD = 12;
const PRODUCT = 'Convoke';

/** Whose password it is to be; what they call themselves is the first thing to be guessed. */
export interface PasswordOwner {
  username?: string | null;
  email?: string | null;
  firstName?: string;
  lastName?: string;
  siteName?: string;
}

/** What is wrong with a password, in sentences for people; empty when it may be used. */
export function passwordProblems(given: string, owner: PasswordOwner): string[] {
  const password = given.normalize('NFC');
  const length = [...password].length;
  if (length < MIN_PASSWORD) return [`Use at least ${MIN_PASSWORD} characters.`];
  if (password.length > MAX_PASSWORD) return [`Use at most ${MAX_PASSWORD} characters.`];
  const problems: string[] = [];
  if (length < LONG_PASSWORD && !isMixed(password)) {
    problems.push(
      `Below ${LONG_PASSWORD} characters use an upper-case letter, a lower-case letter and a digit.`,
    );
  }
  if (COMMON_PASSWORDS.has(password.toLowerCase()))
    problems.push('This password is one of the most common ones.');
  const names = namesOf(owner);
  if (isName(password, names)) problems.push('Do not use your own name, or ours.');
  else if (isPredictable(password, names))
    problems.push('Do not use repetitions, or what stands in a row in the alphabet or on the keyboard.');
  return problems;
}

function isSamePassword(one: string, other: string): boolean {
  return one.normalize('NFC') === other.normalize('NFC');
}

/** Of a password that is typed twice, where it was sent. */
export function newPasswordProblems(
  given: string | undefined,
  repeated: string | undefined,
  owner: PasswordOwner,
): { password?: string[]; repeated?: string[] } {
  if (given === undefined) return {};
  const weak = passwordProblems(given, owner);
  const differs = repeated !== undefined && !isSamePassword(repeated, given);
  return {
    ...(weak.length > 0 && { password: weak }),
    ...(differs && { repeated: ['The two passwords do not match.'] }),
  };
}

function isMixed(password: string): boolean {
  return /\p{Lu}/u.test(password) && /\p{Ll}/u.test(password) && /\p{Nd}/u.test(password);
}

function namesOf({ username, email, firstName = '', lastName = '', siteName }: PasswordOwner): string[] {
  const own = [username, email, email?.split('@')[0], firstName, lastName];
  const names = [...own, firstName + lastName, lastName + firstName, PRODUCT, siteName];
  return names.filter((name): name is string => Boolean(name));
}

/** A name alone, or one with some digits and marks around it. */
function isName(password: string, names: readonly string[]): boolean {
  const bare = letters(password);
  const whole = password.toLowerCase();
  return names.some((name) => {
    const core = letters(name);
    return whole === name.toLowerCase() || (core.length >= 4 && bare === core);
  });
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}]/gu, '');
}
