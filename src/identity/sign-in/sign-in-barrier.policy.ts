import type { DomainError } from '../../shared/errors.js';
import { mayUseSessions, type Account } from '../accounts/account.entity.js';
import { AccountDisabled, AccountNotVerified, SsoRequired } from '../identity.errors.js';

interface SignInRules {
  requireEmailVerification: boolean;
  ssoRequiredDomains: readonly string[];
}

/** What keeps somebody out, at `now`, who has proven without a provider who they are. */
export function barrierOf(account: Account, rules: SignInRules, now: Date): DomainError | null {
  if (!mayUseSessions(account)) return new AccountDisabled();
  const isLifted = account.ssoLiftedUntil !== null && now < account.ssoLiftedUntil;
  if (!isLifted && mustUseSso(account, rules.ssoRequiredDomains)) return new SsoRequired();
  const waits = rules.requireEmailVerification && account.status === 'pending_verification';
  return waits ? new AccountNotVerified() : null;
}

/** Administrators with a second factor are not bound, so that a broken provider locks not everybody out. */
export function mustUseSso(
  { email, userType, mfaEnabledAt }: Pick<Account, 'email' | 'userType' | 'mfaEnabledAt'>,
  domains: readonly string[],
): boolean {
  return isOfDomain(email, domains) && !(userType === 'admin' && mfaEnabledAt !== null);
}

export function isOfDomain(email: string | null, domains: readonly string[]): boolean {
  return email !== null && domains.includes(email.slice(email.lastIndexOf('@') + 1));
}
