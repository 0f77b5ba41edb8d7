import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CancelCause } from '../model/booking.entity.js';

/** An offer that is closed for good, and whose live bookings are yet to be cancelled; it goes with the last. */
@Entity({ schema: 'booking', name: 'withdrawals' })
export class Withdrawal {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'withdrawals_pkey' })
  offerId: number;

  @Column('bigint', { nullable: true })
  actorId: number | null;

  @Column('text')
  cause: CancelCause;

  @Column('text', { nullable: true })
  reason: string | null;

  /** Its bookings are cancelled as of then, however late their turn comes. */
  @Column('timestamptz')
  at: Date;
}
