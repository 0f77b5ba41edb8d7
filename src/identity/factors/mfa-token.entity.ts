import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Account } from '../accounts/account.entity.js';

/** Where the password was given, which is how the sign-in answers at its end. */
export const DOORS = ['auth', 'users', 'tokens'] as const;
export type Door = (typeof DOORS)[number];

export const MFA_TOKEN_LIFETIME_MS = 5 * 60_000;
export const MOST_TRIES = 5;

/** A sign-in whose password was right, and that waits for the second factor. */
@Entity({ schema: 'identity', name: 'mfa_tokens' })
@Unique('mfa_tokens_digest_unique', ['digest'])
@Index('mfa_tokens_account', ['accountId'])
@Index('mfa_tokens_expired', ['expiresAt'])
export class MfaToken {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'mfa_tokens_pkey',
  })
  id: number;

  @ForeignKey(() => Account, { name: 'mfa_tokens_account_fkey' })
  @Column({ type: 'bigint' })
  accountId: number;

  @Column({ type: 'bytea' })
  digest: Buffer;

  @Column({ type: 'text' })
  door: Door;

  @Column({ type: 'int', default: 0 })
  tries: number;

  @Column({ type: 'timestamptz' })
  createdAt: Date;

  @Column({ type: 'timestamptz' })
  expiresAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  usedAt: Date | null;
}
