import { isOfDomain } from '../sign-in/sign-in-barrier.policy.js';

export interface Arrival {
  /** Whose account this provider's subject signs in to already. */
  subjectOwner: number | null;
  /** Who was signed in here when they left for the provider, lately or not, with an address that is checked. */
  signedInAs: { id: number; email: string | null; verified: boolean; isRecent: boolean } | null;
  /** The address by the provider's word, and whether it says that it checked it. */
  email: string | null;
  emailVerified: boolean;
  /** Whose account has that address here, checked or not. */
  addressOwner: { id: number; isAdmin: boolean } | null;
}

export type Decision =
  | { kind: 'sign_in'; accountId: number }
  | { kind: 'link'; accountId: number; byAddress: boolean }
  | { kind: 'create' }
  | {
      kind: 'refuse';
      because: 'in_use' | 'email_not_verified' | 'account_exists' | 'not_verified' | 'not_recent';
    };

/**
 * A provider's account is known by its subject. An address joins it to an account where the provider checked
 * it, which proves it here too. An account that has proven nothing is linked by its own address alone.
 */
export function decide(arrival: Arrival): Decision {
  const { subjectOwner, signedInAs, email, emailVerified, addressOwner } = arrival;
  if (subjectOwner !== null) {
    const isAnothers = signedInAs !== null && signedInAs.id !== subjectOwner;
    return isAnothers ? { kind: 'refuse', because: 'in_use' } : { kind: 'sign_in', accountId: subjectOwner };
  }
  if (signedInAs !== null) {
    const isProven = signedInAs.verified || (emailVerified && email === signedInAs.email);
    if (!isProven) return { kind: 'refuse', because: 'not_verified' };
    if (!signedInAs.isRecent) return { kind: 'refuse', because: 'not_recent' };
    return { kind: 'link', accountId: signedInAs.id, byAddress: false };
  }
  if (!email || !emailVerified) return { kind: 'refuse', because: 'email_not_verified' };
  if (!addressOwner) return { kind: 'create' };
  // Nobody becomes an administrator by a provider's word.
  if (addressOwner.isAdmin) return { kind: 'refuse', because: 'account_exists' };
  return { kind: 'link', accountId: addressOwner.id, byAddress: true };
}

/** By an address that the organization vouches for, of one of `domains`; none of them are all. */
export function mayUseSso(
  { email, emailVerified }: { email: string | null; emailVerified: boolean },
  domains: readonly string[],
): boolean {
  if (domains.length === 0) return true;
  return emailVerified && isOfDomain(email, domains);
}
