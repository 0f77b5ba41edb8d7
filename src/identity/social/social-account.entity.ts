import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Account } from '../accounts/account.entity.js';
import type { ProviderProfile } from '../oauth/provider-profile.policy.js';

/** Signs in to an account here. It is known by its subject, never by its address. */
@Entity({ schema: 'identity', name: 'social_accounts' })
@Unique('social_accounts_subject_unique', ['provider', 'issuer', 'subject'])
export class SocialAccount {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'social_accounts_pkey',
  })
  id: number;

  @ForeignKey(() => Account, { name: 'social_accounts_account_fkey' })
  @Index('social_accounts_account')
  @Column({ type: 'bigint' })
  accountId: number;

  @Column({ type: 'text' })
  provider: ProviderProfile['provider'];

  /** Of the subject, where there may be several of this kind of provider; else empty. */
  @Column({ type: 'text', default: '' })
  issuer: string;

  @Column({ type: 'text' })
  subject: string;

  @Column({ type: 'text', nullable: true })
  email: string | null;

  @Column({ type: 'timestamptz' })
  connectedAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  lastLoginAt: Date | null;
}
