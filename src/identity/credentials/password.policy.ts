import { COMMON_PASSWORDS } from './common-passwords.policy.js';

export const MIN_PASSWORD = 8;
export const MAX_PASSWORD = 256;
/** From this length on a password need not mix kinds of characters. */
const LONG_PASSWORD = 12;

/** Whose password it is to be; what they call themselves is the first thing to be guessed. */
export interface PasswordOwner {
  username?: string | null;
  email?: string | null;
  firstName?: string;
  lastName?: string;
}

/** What is wrong with a password, in sentences for people; empty when it may be used. */
export function passwordProblems(password: string, owner: PasswordOwner): string[] {
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
  if (isOwnName(password, owner)) problems.push('Do not use your own name.');
  return problems;
}

function isMixed(password: string): boolean {
  return /\p{Lu}/u.test(password) && /\p{Ll}/u.test(password) && /\p{Nd}/u.test(password);
}

/** A name alone, or one with some digits and marks around it. */
function isOwnName(
  password: string,
  { username, email, firstName = '', lastName = '' }: PasswordOwner,
): boolean {
  const bare = letters(password);
  const whole = password.toLowerCase();
  const names = [
    username,
    email,
    email?.split('@')[0],
    firstName,
    lastName,
    firstName + lastName,
    lastName + firstName,
  ];
  return names.some((name) => {
    if (!name) return false;
    const core = letters(name);
    return whole === name.toLowerCase() || (core.length >= 4 && bare === core);
  });
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}]/gu, '');
}
