import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/**
 * `provider` is where money enters and leaves, `receivable` what is owed to an organizer, `credits` a user's own,
 * `escrow` what waits for a meeting; credits come out of `promotion` and `issuance`.
 */
export type AccountKind = 'provider' | 'receivable' | 'credits' | 'escrow' | 'promotion' | 'issuance';

/** Holds one unit: a currency, in minor units, or `CREDIT`. */
@Entity({ schema: 'payments', name: 'accounts' })
export class LedgerAccount {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('text')
  kind: AccountKind;

  /** Whose: a person's id, a provider's name. */
  @Column('text')
  holder: string;

  @Column('text')
  unit: string;

  /** Always the sum of its postings; `accounts_balance_not_negative` guards users' accounts. */
  @Column('bigint', { default: 0 })
  balance: number;
}

/** One movement, whose postings sum to zero. Append-only. */
@Entity({ schema: 'payments', name: 'transfers' })
export class LedgerTransfer {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: number;

  /** What moved it, such as `payment:17`; unique, so that it moves once. */
  @Column('text')
  reference: string;

  @Column('text')
  kind: string;

  @Column('text')
  unit: string;

  @Column('bigint')
  amount: number;

  /** The transfer that this one takes back, wholly or in part. */
  @Column('bigint', { nullable: true })
  reverses: number | null;

  @Column('timestamptz')
  occurredAt: Date;
}

/** What a transfer adds to an account, or takes from it. Append-only. */
@Entity({ schema: 'payments', name: 'postings' })
export class LedgerPosting {
  @PrimaryColumn('bigint')
  transferId: number;

  @PrimaryColumn('bigint')
  accountId: number;

  @Column('bigint')
  amount: number;
}
