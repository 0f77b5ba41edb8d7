import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Account } from '../accounts/account.entity.js';
import { MfaToken } from '../factors/mfa-token.entity.js';

/** What a passkey has to sign, once: for a new key of an account, for a sign-in that waits, or for any. */
@Entity({ schema: 'identity', name: 'passkey_challenges' })
@Check('passkey_challenges_one_purpose', 'account_id IS NULL OR mfa_token_id IS NULL')
@Index('passkey_challenges_expired', ['expiresAt'])
@Index('passkey_challenges_account', ['accountId'])
@Index('passkey_challenges_mfa_token', ['mfaTokenId'])
export class PasskeyChallenge {
  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'passkey_challenges_pkey' })
  digest: Buffer;

  @ForeignKey(() => Account, { name: 'passkey_challenges_account_fkey' })
  @Column({ type: 'bigint', nullable: true })
  accountId: number | null;

  @ForeignKey(() => MfaToken, { name: 'passkey_challenges_mfa_token_fkey', onDelete: 'CASCADE' })
  @Column({ type: 'bigint', nullable: true })
  mfaTokenId: number | null;

  @Column({ type: 'timestamptz' })
  expiresAt: Date;
}
