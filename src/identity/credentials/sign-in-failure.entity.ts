import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Failures are counted by the name that was tried, by the address, and by both together. */
export type FailureScope = 'account' | 'address' | 'pair';

/** Recent failed sign-ins. Names and addresses are kept as keyed digests. */
@Entity({ schema: 'identity', name: 'sign_in_failures' })
@Index('sign_in_failures_old', ['lastAt'])
export class SignInFailure {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'sign_in_failures_pkey' })
  scope: FailureScope;

  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'sign_in_failures_pkey' })
  digest: Buffer;

  @Column({ type: 'int' })
  failures: number;

  @Column({ type: 'timestamptz' })
  lastAt: Date;
}
