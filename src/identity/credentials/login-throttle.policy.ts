import { canonicalEmail } from '../../shared/email-address.js';

/** Failures are forgotten when none came for this long: waiting for it must not pay. */
export const FORGOTTEN_AFTER_MS = 24 * 60 * 60_000;

/** Recent failures of this name from this address, of this name, and from this address. */
export interface Failures {
  pair: number;
  account: number;
  address: number;
}

export interface AttemptedLogin {
  name: string;
  accountId: number | null;
}

/** An account has one count under all its names, and a name that nobody has one for all its spellings. */
export function loginKeyOf({ name, accountId }: AttemptedLogin): string {
  if (accountId !== null) return `account ${accountId}`;
  return `name ${canonicalEmail(name) ?? name.normalize('NFKC').trim().toLowerCase()}`;
}

const FREE_TRIES = 5;
/** With so many failures from anywhere an account is under attack. */
const UNDER_ATTACK = 20;
/** With so many failures, whatever the names, an address attacks. */
const ATTACKING = 50;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

/**
 * How long the next try has to wait after the last failure of this name from this address; it doubles with
 * each. An address that has not failed with this name never waits: strangers cannot lock the owner out.
 */
export function pauseAfter(failures: Failures): number {
  const { pair } = failures;
  if (pair === 0) return 0;
  const free = freeTries(failures);
  if (pair < free) return 0;
  return Math.min(FIRST_PAUSE_MS * 2 ** Math.min(pair - free, 20), LONGEST_PAUSE_MS);
}

/** How many failures with one name cost an address nothing. */
export function freeTries({ account, address }: Failures): number {
  return account >= UNDER_ATTACK || address >= ATTACKING ? 1 : FREE_TRIES;
}
