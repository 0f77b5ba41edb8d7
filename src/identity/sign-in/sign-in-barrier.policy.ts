import type { DomainError } from '../../shared/errors.js';
import { mayUseSessions, type Account } from '../accounts/account.entity.js';
import { AccountDisabled, AccountNotVerified } from '../identity.errors.js';

/** What keeps somebody out who has proven who they are. */
export function barrierOf(
  account: Account,
  { requireEmailVerification }: { requireEmailVerification: boolean },
): DomainError | null {
  if (!mayUseSessions(account)) return new AccountDisabled();
  const waits = requireEmailVerification && account.status === 'pending_verification';
  return waits ? new AccountNotVerified() : null;
}
