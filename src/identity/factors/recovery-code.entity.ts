import { Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Account } from '../accounts/account.entity.js';

/** Stands in for a code of the app, once. Its digest needs no secret of ours: it outlives a new one. */
@Entity({ schema: 'identity', name: 'recovery_codes' })
@Unique('recovery_codes_digest_unique', ['accountId', 'digest'])
export class RecoveryCode {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'recovery_codes_pkey',
  })
  id: number;

  @ForeignKey(() => Account, { name: 'recovery_codes_account_fkey' })
  @Column({ type: 'bigint' })
  accountId: number;

  @Column({ type: 'bytea' })
  digest: Buffer;

  @Column({ type: 'timestamptz' })
  createdAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  usedAt: Date | null;
}
