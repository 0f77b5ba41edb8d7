import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Scope } from '../../platform/auth/scopes.js';
import { Account } from '../accounts/account.entity.js';

export const SIGN_IN_METHODS = [
  'registration',
  'password',
  'passkey',
  'google',
  'github',
  'oidc',
  'saml',
  'token',
] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

export type RevocationReason =
  | 'signed_out'
  | 'ended_by_owner'
  | 'ended_by_admin'
  | 'refresh_reused'
  | 'password_changed'
  | 'password_reset'
  | 'password_reset_by_operator'
  | 'provider_linked'
  | 'mfa_enabled'
  | 'mfa_reset'
  | 'address_proven'
  | 'suspended'
  | 'role_changed'
  | 'erased';

/**
 * One sign-in: the family of refresh tokens that descend from it, and perhaps a cookie; or a token for
 * programs, which alone has scopes. Of a family the newest token, `refreshId`, is good; a dead session has
 * none.
 */
@Entity({ schema: 'identity', name: 'sessions' })
@Unique('sessions_cookie_unique', ['cookieDigest'])
@Index('sessions_account', ['accountId', 'id'])
@Index('sessions_expired', ['expiresAt'])
export class Session {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'sessions_pkey',
  })
  id: number;

  @ForeignKey(() => Account, { name: 'sessions_account_fkey' })
  @Column({ type: 'bigint' })
  accountId: number;

  @Column({ type: 'text' })
  method: SignInMethod;

  /** The sign-in took a second factor. */
  @Column({ type: 'boolean', default: false })
  mfa: boolean;

  /** When this session gave a code of the second factor last. */
  @Column({ type: 'timestamptz', nullable: true })
  mfaAt: Date | null;

  @Column({ type: 'uuid', nullable: true })
  refreshId: string | null;

  /** SHA-256 of the cookie's value. */
  @Column({ type: 'bytea', nullable: true })
  cookieDigest: Buffer | null;

  @Column({ type: 'text', array: true, nullable: true })
  scopes: Scope[] | null;

  @Column({ type: 'text', default: '' })
  ipAddress: string;

  @Column({ type: 'text', default: '' })
  userAgent: string;

  @Column({ type: 'timestamptz' })
  createdAt: Date;

  /** Exact to about a minute. */
  @Column({ type: 'timestamptz' })
  lastUsedAt: Date;

  @Column({ type: 'timestamptz' })
  expiresAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  revokedAt: Date | null;

  @Column({ type: 'text', nullable: true })
  revokedBecause: RevocationReason | null;
}

export interface SignedIn {
  sessionId: number;
  access: string;
  refresh: string;
  /** Value of the session cookie, where one is set. */
  cookie: string | null;
}

export type SignedInAccount = SignedIn & { account: Account };
