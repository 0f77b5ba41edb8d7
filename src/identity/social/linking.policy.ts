export interface Arrival {
  /** Whose account this provider's subject signs in to already. */
  subjectOwner: number | null;
  /** Who was signed in here when they left for the provider. */
  signedInAs: number | null;
  /** The address by the provider's word, and whether it says that it checked it. */
  email: string | null;
  emailVerified: boolean;
  /** Whose account has that address here, and whether that was checked. */
  addressOwner: { id: number; verified: boolean } | null;
}

export type Decision =
  | { kind: 'sign_in'; accountId: number }
  | { kind: 'link'; accountId: number; byAddress: boolean }
  | { kind: 'create' }
  | { kind: 'refuse'; because: 'in_use' | 'email_not_verified' | 'account_exists' };

/**
 * A provider's account is known by its subject. An address joins it to an account only where both sides checked
 * it: whoever registers with another's address, here or there, gains nothing.
 */
export function decide(arrival: Arrival): Decision {
  const { subjectOwner, signedInAs, email, emailVerified, addressOwner } = arrival;
  if (subjectOwner !== null) {
    const isAnothers = signedInAs !== null && signedInAs !== subjectOwner;
    return isAnothers ? { kind: 'refuse', because: 'in_use' } : { kind: 'sign_in', accountId: subjectOwner };
  }
  if (signedInAs !== null) return { kind: 'link', accountId: signedInAs, byAddress: false };
  if (!email || !emailVerified) return { kind: 'refuse', because: 'email_not_verified' };
  if (!addressOwner) return { kind: 'create' };
  if (addressOwner.verified) return { kind: 'link', accountId: addressOwner.id, byAddress: true };
  return { kind: 'refuse', because: 'account_exists' };
}
