import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Account } from '../accounts/account.entity.js';

/** A key of somebody's device; what is kept here verifies what it signs. */
@Entity({ schema: 'identity', name: 'passkeys' })
@Unique('passkeys_credential_unique', ['credentialId'])
@Index('passkeys_account', ['accountId', 'id'])
export class Passkey {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'passkeys_pkey',
  })
  id: number;

  @ForeignKey(() => Account, { name: 'passkeys_account_fkey' })
  @Column({ type: 'bigint' })
  accountId: number;

  /** Base64url, as browsers write it. */
  @Column({ type: 'text' })
  credentialId: string;

  /** COSE. */
  @Column({ type: 'bytea' })
  publicKey: Buffer;

  /** How often it has signed; always 0 where it is kept on several devices. */
  @Column({ type: 'bigint' })
  counter: number;

  @Column({ type: 'text', array: true })
  transports: string[];

  @Column({ type: 'boolean' })
  backedUp: boolean;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'timestamptz' })
  createdAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  lastUsedAt: Date | null;
}
