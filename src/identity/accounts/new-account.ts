import type { SignedIn } from '../sessions/sessions.repository.js';
import type { Account, UserType } from './account.entity.js';

/** What somebody who registers says. */
export interface NewAccount {
  username: string;
  email: string;
  password: string;
  firstName?: string;
  lastName?: string;
  userType?: UserType;
  phone?: string;
  organization?: string;
  timezone?: string;
}

export interface Registration {
  account: Account;
  /** Null where the address must be verified first, or the door gives no tokens. */
  session: SignedIn | null;
}
