import { defineEvent } from '../platform/events/event.js';

export const AccountRegistered = defineEvent<{ personId: number; userType: string; method: string }>(
  'identity.account_registered',
);

/** Sessions ended before their time; their tokens, cookies and sockets are dead. */
export const SessionRevoked = defineEvent<{ sessionIds: number[]; personId: number; reason: string }>(
  'identity.session_revoked',
);

export const EmailVerified = defineEvent<{ personId: number }>('identity.email_verified');

/** Somebody calls themselves differently: username, first or last name. */
export const AccountRenamed = defineEvent<{ personId: number }>('identity.account_renamed');

export const AccountSuspended = defineEvent<{ personId: number; actorId: number }>(
  'identity.account_suspended',
);

export const AccountReactivated = defineEvent<{ personId: number; actorId: number }>(
  'identity.account_reactivated',
);

export const UserTypeChanged = defineEvent<{ personId: number; actorId: number; from: string; to: string }>(
  'identity.user_type_changed',
);

/** The person asked to be forgotten and cannot sign in any more; their personal data follows. */
export const AccountErased = defineEvent<{ personId: number }>('identity.account_erased');

/** Fan-out channel: these sessions are dead, in every process. */
export const SESSIONS_CHANNEL = 'identity.sessions';

export interface SessionsRevokedMessage {
  sessionIds: number[];
}

/** Fan-out channel: what a caller is told about these accounts has changed. */
export const ACCOUNTS_CHANNEL = 'identity.accounts';

export interface AccountsChangedMessage {
  accountIds: number[];
}
