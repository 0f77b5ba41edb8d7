import { defineEvent } from '../platform/events/event.js';
import { integer, listOf, nullable, text } from '../platform/events/payload.js';

export const AccountRegistered = defineEvent('identity.account_registered', {
  personId: integer,
  userType: text,
  method: text,
});

/** Sessions ended before their time; their tokens, cookies and sockets are dead. */
export const SessionRevoked = defineEvent('identity.session_revoked', {
  sessionIds: listOf(integer),
  personId: integer,
  reason: text,
});

export const EmailVerified = defineEvent('identity.email_verified', { personId: integer });

/** Somebody calls themselves differently: username, first or last name. */
export const AccountRenamed = defineEvent('identity.account_renamed', { personId: integer });

/** The wall clock that their hours are of is another. */
export const TimeZoneChanged = defineEvent('identity.time_zone_changed', { personId: integer });

export const AccountSuspended = defineEvent('identity.account_suspended', {
  personId: integer,
  actorId: integer,
});

export const AccountReactivated = defineEvent('identity.account_reactivated', {
  personId: integer,
  actorId: integer,
});

/** Without an actor by who operates the installation. */
export const UserTypeChanged = defineEvent('identity.user_type_changed', {
  personId: integer,
  actorId: nullable(integer),
  from: text,
  to: text,
});

/** The person asked to be forgotten and cannot sign in any more; their personal data follows. */
export const AccountErased = defineEvent('identity.account_erased', { personId: integer });

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
