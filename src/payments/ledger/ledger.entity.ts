import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** Money enters and leaves by `provider`; `receivable` is owed to organizers; the others hold credits. */
export type AccountKind = 'provider' | 'receivable' | 'credits' | 'escrow' | 'promotion' | 'issuance';

/** An account by its owner; it is opened when it is first used. */
export interface AccountRef {
  kind: AccountKind;
  /** A person's id, a provider's name. */
  holder: number | string;
}

@Entity({ schema: 'payments', name: 'accounts' })
export class LedgerAccount {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('text')
  kind: AccountKind;

  @Column('text')
  holder: string;

  @Column('text')
  unit: string;

  /** Always the sum of its postings; `accounts_balance_not_negative` guards users' accounts. */
  @Column('bigint', { default: 0 })
  balance: number;
}

/** Append-only; its postings sum to zero. */
@Entity({ schema: 'payments', name: 'transfers' })
export class LedgerTransfer {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: number;

  /** Such as `payment:17`; unique, so that it moves once. */
  @Column('text')
  reference: string;

  @Column('text')
  kind: string;

  @Column('text')
  unit: string;

  @Column('bigint')
  amount: number;

  /** The transfer that this one reverses, wholly or in part. */
  @Column('bigint', { nullable: true })
  reverses: number | null;

  @Column('timestamptz')
  occurredAt: Date;
}

/** Append-only; below zero where the transfer takes from the account. */
@Entity({ schema: 'payments', name: 'postings' })
export class LedgerPosting {
  @PrimaryColumn('bigint')
  transferId: number;

  @PrimaryColumn('bigint')
  accountId: number;

  @Column('bigint')
  amount: number;
}
