import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Account } from '../accounts/account.entity.js';

export type MailedPurpose = 'verify_email' | 'change_email' | 'reset_password';

const HOUR_MS = 3_600_000;
/** A registration can be denied for so long, unless its address is proven before. */
export const DENIABLE_MS = 7 * 24 * HOUR_MS;

/** How long a mailed link is good, in milliseconds. */
export const LIFETIME_MS: Record<MailedPurpose, number> = {
  verify_email: 24 * HOUR_MS,
  change_email: 24 * HOUR_MS,
  reset_password: HOUR_MS,
};

/** A link that was mailed: it works once, and proves that its holder reads the mail of `email`. */
@Entity({ schema: 'identity', name: 'mailed_tokens' })
@Unique('mailed_tokens_digest_unique', ['digest'])
@Unique('mailed_tokens_denial_digest_unique', ['denialDigest'])
@Index('mailed_tokens_expired', ['expiresAt'])
export class MailedToken {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'mailed_tokens_pkey',
  })
  id: number;

  @ForeignKey(() => Account, { name: 'mailed_tokens_account_fkey' })
  @Index('mailed_tokens_account')
  @Column({ type: 'bigint' })
  accountId: number;

  @Column({ type: 'text' })
  purpose: MailedPurpose;

  @Column({ type: 'text' })
  email: string;

  /** SHA-256 of the token. */
  @Column({ type: 'bytea' })
  digest: Buffer;

  /** SHA-256 of the other token of a registration's mail, by which the owner of the address denies it. */
  @Column({ type: 'bytea', nullable: true })
  denialDigest: Buffer | null;

  @Column({ type: 'timestamptz' })
  createdAt: Date;

  @Column({ type: 'timestamptz' })
  expiresAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  usedAt: Date | null;
}
