import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Account } from '../accounts/account.entity.js';

/** What an authenticator app shares with us. It counts from the moment `accounts.mfa_enabled_at` says so. */
@Entity({ schema: 'identity', name: 'totp_factors' })
export class TotpFactor {
  @ForeignKey(() => Account, { name: 'totp_factors_account_fkey' })
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'totp_factors_pkey' })
  accountId: number;

  @Column({ type: 'bytea' })
  sealedSecret: Buffer;

  /** The newest time step whose code was used: no code of it, or of an older one, is good. */
  @Column({ type: 'bigint', nullable: true })
  lastStep: number | null;

  /** Wrong codes of the last hour. */
  @Column({ type: 'timestamptz', array: true, default: () => `'{}'` })
  wrongAt: Date[];

  @Column({ type: 'timestamptz', nullable: true })
  restsUntil: Date | null;

  @Column({ type: 'timestamptz' })
  createdAt: Date;
}
