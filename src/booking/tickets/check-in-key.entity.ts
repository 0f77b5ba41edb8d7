import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A pair of Ed25519 keys that signs, or signed, the tickets of one offer. */
@Entity({ schema: 'booking', name: 'check_in_keys' })
export class CheckInKey {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'check_in_keys_pkey',
  })
  id: number;

  @Column('bigint')
  offerId: number;

  @Column('text')
  kid: string;

  /** The `x` of its JWK. */
  @Column('text')
  publicKey: string;

  @Column('bytea')
  sealedPrivateKey: Buffer;

  @Column('timestamptz')
  createdAt: Date;

  /** Null: new tickets are signed with it; `check_in_keys_one_in_use` lets an offer have one such. */
  @Column('timestamptz', { nullable: true })
  retiredAt: Date | null;
}
