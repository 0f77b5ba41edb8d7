import { Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Standing } from '../../platform/registries/standing-follower.js';

export const USER_TYPES = ['attendee', 'organizer', 'admin'] as const;
export type UserType = (typeof USER_TYPES)[number];

export const ACCOUNT_STATUSES = ['pending_verification', 'active', 'suspended', 'erased'] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

/** What people see of somebody whose account is erased. */
export const ERASED_NAME = 'Deleted user';

/** One person, however they sign in. Names are empty and `email` is null once the account is erased. */
@Entity({ schema: 'identity', name: 'accounts' })
@Unique('accounts_username_unique', ['username'])
@Unique('accounts_email_unique', ['email'])
@Unique('accounts_slug_unique', ['slug'])
@Index('accounts_joined', ['joinedAt', 'id'])
@Index('accounts_admins', ['id'], { where: `user_type = 'admin'` })
@Index('accounts_organizer_requests', ['organizerRequestedAt', 'id'], {
  where: 'organizer_requested_at IS NOT NULL',
})
@Index('accounts_last_login', ['lastLoginAt', 'id'])
@Index('accounts_to_erase', ['id'], { where: `status = 'erased' AND erased_at IS NULL` })
export class Account {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'accounts_pkey',
  })
  id: number;

  @Column({ type: 'citext', nullable: true })
  username: string | null;

  /** In its canonical form. */
  @Column({ type: 'text', nullable: true })
  email: string | null;

  /** As it was before addresses were canonical, where another account has it or nobody can: then no `email`. */
  @Column({ type: 'text', nullable: true })
  conflictingEmail: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  emailVerifiedAt: Date | null;

  /** Null for somebody who only ever signed in through a provider. */
  @Column({ type: 'text', nullable: true })
  passwordHash: string | null;

  /** Null while the password is the registration's own. */
  @Column({ type: 'timestamptz', nullable: true })
  passwordChangedAt: Date | null;

  /** The second factor is on since then. */
  @Column({ type: 'timestamptz', nullable: true })
  mfaEnabledAt: Date | null;

  /** An operator reset the password: until then it lets in where the domain asks for single sign-on. */
  @Column({ type: 'timestamptz', nullable: true })
  ssoLiftedUntil: Date | null;

  @Column({ type: 'text', default: 'attendee' })
  userType: UserType;

  /** Since then an administrator is asked to make an organizer of this attendee. */
  @Column({ type: 'timestamptz', nullable: true })
  organizerRequestedAt: Date | null;

  @Column({ type: 'text', default: 'pending_verification' })
  status: AccountStatus;

  @Column({ type: 'text', nullable: true })
  slug: string | null;

  @Column({ type: 'text', default: '' })
  firstName: string;

  @Column({ type: 'text', default: '' })
  lastName: string;

  @Column({ type: 'text', default: '' })
  bio: string;

  @Column({ type: 'text', default: '' })
  phone: string;

  @Column({ type: 'text', default: '' })
  website: string;

  @Column({ type: 'text', default: '' })
  organization: string;

  /** An address elsewhere, or `/media/<name>` for a picture that was uploaded here. */
  @Column({ type: 'text', nullable: true })
  avatar: string | null;

  @Column({ type: 'text', default: 'UTC' })
  timezone: string;

  @Column({ type: 'text', default: '' })
  twitter: string;

  @Column({ type: 'text', default: '' })
  linkedin: string;

  @Column({ type: 'text', default: '' })
  github: string;

  @Column({ type: 'text', default: '' })
  facebook: string;

  @Column({ type: 'boolean', default: false })
  newsletterSubscribed: boolean;

  @Column({ type: 'boolean', default: true })
  notificationsEnabled: boolean;

  @Column({ type: 'timestamptz' })
  joinedAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  lastLoginAt: Date | null;

  @Column({ type: 'timestamptz' })
  updatedAt: Date;

  /** When the last personal value was removed; `status` says `erased` from the request on. */
  @Column({ type: 'timestamptz', nullable: true })
  erasedAt: Date | null;

  signIn(now: Date): void {
    this.lastLoginAt = now;
  }

  change(changes: Partial<Account>, now: Date): void {
    Object.assign(this, changes, { updatedAt: now });
  }
}

/** First and last name, or the username where neither was given. */
export function fullNameOf(account: Pick<Account, 'firstName' | 'lastName' | 'username' | 'status'>): string {
  if (account.status === 'erased') return ERASED_NAME;
  return `${account.firstName} ${account.lastName}`.trim() || account.username || '';
}

export function mayUseSessions(account: Pick<Account, 'status'>): boolean {
  return account.status === 'active' || account.status === 'pending_verification';
}

export function standingOf(account: Pick<Account, 'status' | 'userType'>): Standing {
  return { isActive: mayUseSessions(account), maySellTickets: account.userType !== 'attendee' };
}

/** What changes when somebody proved, at `now`, that they read the mail of the account's address. */
export function emailVerified({ status }: Pick<Account, 'status'>, now: Date): Partial<Account> {
  return { emailVerifiedAt: now, status: status === 'pending_verification' ? 'active' : status };
}
